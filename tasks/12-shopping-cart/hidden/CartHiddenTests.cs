using Shop;
using Xunit;

public class CartHiddenTests
{
    [Theory]
    [InlineData(99.99, 1, 99.99)]
    [InlineData(100, 1, 95)]
    [InlineData(499.99, 1, 474.99)]
    [InlineData(500, 1, 450)]
    [InlineData(33.33, 7, 221.64)]
    [InlineData(0.05, 1, 0.05)]
    public void A_discount_belongs_to_its_subtotal(decimal price, int count, decimal total)
    {
        var cart = new Cart();
        cart.Add(new Product("Thing", price), count);
        Assert.Equal(total, cart.Total);
    }

    [Fact]
    public void None_of_a_product_cannot_be_added() => Assert.Throws<ArgumentOutOfRangeException>(() => new Cart().Add(new Product("Thing", 1m), 0));
}
