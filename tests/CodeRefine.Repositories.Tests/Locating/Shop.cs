using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Tests.Locating;

/// <summary>A small repository with files that are alike, so that a ranking has to tell them apart.</summary>
internal static class Shop
{
    public static readonly (string Path, string Text)[] Files =
    [
        ("README.md", "# Shop\n\nCarts, prices, discounts. A cart's total is its price after discounts.\n"),
        ("src/Shop/Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><AssemblyVersion>1.0.0.0</AssemblyVersion></PropertyGroup></Project>\n"),
        ("src/Shop/Cart.cs", """
            namespace Shop;

            /// <summary>What a customer wants to buy.</summary>
            public class Cart
            {
                private readonly System.Collections.Generic.List<CartLine> lines = new();

                public CartOptions Options { get; } = new();

                public void Add(Product product, int count) => lines.Add(new CartLine(product, count));

                /// <summary>The price of everything, discounts taken off.</summary>
                public decimal Total(DiscountPolicy policy)
                {
                    decimal sum = 0;
                    foreach (var line in lines)
                    {
                        sum += line.Price;
                    }

                    return policy.Apply(sum);
                }
            }
            """),
        ("src/Shop/CartLine.cs", """
            namespace Shop;

            public record CartLine(Product Product, int Count)
            {
                public decimal Price => Product.Price * Count;
            }
            """),
        ("src/Shop/CartOptions.cs", """
            namespace Shop;

            public class CartOptions
            {
                public CartOptions Rounding(int digits) => this;

                public bool IsReadOnly { get; set; }
            }
            """),
        ("src/Shop/DiscountPolicy.cs", """
            namespace Shop;

            public class DiscountPolicy
            {
                private readonly decimal percent;

                public DiscountPolicy(decimal percent)
                {
                    if (percent < 0)
                    {
                        throw new System.ArgumentException("A discount cannot be below zero percent", nameof(percent));
                    }

                    this.percent = percent;
                }

                public decimal Apply(decimal sum) => sum - sum * percent;
            }
            """),
        ("src/Shop/Product.cs", "namespace Shop;\n\npublic record Product(string Name, decimal Price);\n"),
        ("src/Shop/Reports/SalesReport.cs", """
            namespace Shop.Reports;

            /// <summary>Prints what was sold, a line for each product.</summary>
            public class SalesReport
            {
                public string Print(System.Collections.Generic.IEnumerable<CartLine> lines)
                {
                    return string.Join(';', lines);
                }
            }
            """),
        ("test/Shop.Tests/DiscountPolicyTests.cs", """
            using Xunit;

            namespace Shop.Tests;

            public class DiscountPolicyTests
            {
                [Fact]
                public void A_tenth_is_taken_off() => Assert.Equal(90m, new DiscountPolicy(10).Apply(100m));
            }
            """),
        ("test/Shop.Tests/CartTests.cs", """
            using Xunit;

            namespace Shop.Tests;

            public class CartTests
            {
                [Fact]
                public void Lines_are_added_up()
                {
                    var cart = new Cart();
                    cart.Add(new Product("tea", 2m), 3);
                    Assert.Equal(6m, cart.Total(new DiscountPolicy(0)));
                }
            }
            """),
    ];

    public static Locator Locator(params (string Path, string Text)[] more) =>
        Repositories.Locating.Locator.Over(RepositoryIndex.Build(RepositoryText.From([.. Files, .. more]), CancellationToken.None));

    public static Location Locate(string issue, params string[] failing) => Locator().Locate(new LocateRequest { Issue = issue, FailingTests = [.. failing] });
}
