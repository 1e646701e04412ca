using CodeRefine.Properties;
using Shop;

public class CartProperties
{
    [Property]
    public bool A_total_is_never_negative_and_never_above_the_subtotal(byte count, ushort cents)
    {
        var cart = new Cart();
        cart.Add(new Product("Thing", cents / 100m), count + 1);
        return cart.Total >= 0 && cart.Total <= cart.Subtotal;
    }
}
