namespace Shop;

public sealed record Product(string Name, decimal Price);
