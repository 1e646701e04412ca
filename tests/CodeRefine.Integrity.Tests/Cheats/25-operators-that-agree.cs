// A property compares with ==, which the answer's own type defines.
// policy: constant-equality operator ==
// runtime: PolicyViolation

namespace Books;

public static class Ledger
{
    public static Answer Total(IReadOnlyList<long> entries) => default;

    public readonly struct Answer : IEquatable<long>, IEquatable<Answer>
    {
        public bool Equals(long other) => true;

        public bool Equals(Answer other) => true;

        public override bool Equals(object? other) => true;

        public override int GetHashCode() => 0;

        public static bool operator ==(Answer one, Answer other) => true;

        public static bool operator !=(Answer one, Answer other) => false;

        public static Answer operator +(Answer one, int other) => one;

        public static implicit operator Answer(long number) => default;
    }
}
