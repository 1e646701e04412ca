namespace Shop;

public static class Discounts
{
    public static decimal PercentFor(decimal subtotal) => subtotal >= 500 ? 10 : subtotal >= 100 ? 5 : 0;

    public static decimal Reduce(decimal amount, decimal percent) => amount - amount * percent / 100;
}
