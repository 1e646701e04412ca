namespace Shop;

public sealed class Cart
{
    private readonly List<CartLine> lines = [];

    public IReadOnlyList<CartLine> Lines => lines;

    public decimal Subtotal => lines.Sum(line => line.Price);

    public decimal Total
    {
        get
        {
            var percent = Discounts.PercentFor(Subtotal);
            return Math.Round(Discounts.Reduce(percent, Subtotal), 2, MidpointRounding.AwayFromZero);
        }
    }

    public void Add(Product product, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var index = lines.FindIndex(line => line.Product == product);
        if (index < 0)
        {
            lines.Add(new CartLine(product, count));
        }
        else
        {
            lines[index] = lines[index] with { Count = lines[index].Count + count };
        }
    }
}
