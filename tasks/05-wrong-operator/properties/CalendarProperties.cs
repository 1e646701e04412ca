using CodeRefine.Properties;
using Dates;

public class CalendarProperties
{
    [Property]
    public bool The_calendar_repeats_every_400_years(ushort year) => Calendar.IsLeap(year) == Calendar.IsLeap(year + 400);
}
