using CodeRefine.Evaluation.Reports.Html;

namespace CodeRefine.Evaluation.Tests.Reports;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, 15, true, "0 5 10 15")]
    [InlineData(0, 0.9, false, "0 0.2 0.4 0.6 0.8")]
    [InlineData(-1, 1, true, "-1 0 1")]
    [InlineData(0.0005, 8, false, "0.001 0.01 0.1 1")]
    public void Its_ticks_are_round_numbers_and_nothing_is_written_as_less_than_nothing(double low, double high, bool whole, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', Axis.Values(low, high, 0, 100, whole).Ticks.Select(Axis.Label)));
}
