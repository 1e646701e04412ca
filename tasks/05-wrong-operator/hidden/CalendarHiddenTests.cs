using Dates;
using Xunit;

public class CalendarHiddenTests
{
    [Fact]
    public void All_years_agree_with_the_framework()
    {
        for (var year = 1; year <= 3000; year++)
        {
            Assert.Equal(DateTime.IsLeapYear(year), Calendar.IsLeap(year));
        }
    }

    [Fact]
    public void A_leap_year_has_366_days() => Assert.Equal(366, Calendar.DaysIn(2400));
}
