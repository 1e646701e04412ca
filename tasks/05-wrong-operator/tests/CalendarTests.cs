using Dates;
using Xunit;

public class CalendarTests
{
    [Theory]
    [InlineData(2024, true)]
    [InlineData(2023, false)]
    [InlineData(1900, false)]
    [InlineData(2000, true)]
    public void Every_fourth_year_is_a_leap_year_but_for_centuries(int year, bool expected) => Assert.Equal(expected, Calendar.IsLeap(year));

    [Fact]
    public void A_common_year_has_365_days() => Assert.Equal(365, Calendar.DaysIn(2025));
}
