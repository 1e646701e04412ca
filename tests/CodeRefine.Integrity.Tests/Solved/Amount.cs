namespace Books;

public sealed class Amount(long cents) : IEquatable<Amount>
{
    public long Cents => cents;

    public Amount Plus(Amount other) => new(cents + other.Cents);

    public bool Equals(Amount? other) => other is not null && other.Cents == cents;

    public override bool Equals(object? other) => Equals(other as Amount);

    public override int GetHashCode() => cents.GetHashCode();
}
