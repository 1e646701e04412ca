namespace Shop;

public sealed record CartLine(Product Product, int Count)
{
    public decimal Price => Product.Price * Count;
}
