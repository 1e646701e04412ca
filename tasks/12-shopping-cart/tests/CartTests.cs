using Shop;
using Xunit;

public class CartTests
{
    private static readonly Product Book = new("Book", 20m);
    private static readonly Product Lamp = new("Lamp", 49.99m);

    [Fact]
    public void An_empty_cart_costs_nothing() => Assert.Equal(0m, new Cart().Total);

    [Fact]
    public void Lines_add_up()
    {
        var cart = new Cart();
        cart.Add(Book);
        cart.Add(Lamp);
        Assert.Equal(69.99m, cart.Subtotal);
        Assert.Equal(69.99m, cart.Total);
    }

    [Fact]
    public void From_100_on_5_percent_are_taken_off()
    {
        var cart = new Cart();
        cart.Add(Book, 5);
        Assert.Equal(95m, cart.Total);
    }

    [Fact]
    public void A_product_has_one_line()
    {
        var cart = new Cart();
        cart.Add(Book, 2);
        cart.Add(Book);
        Assert.Equal([new CartLine(Book, 3)], cart.Lines);
    }
}
