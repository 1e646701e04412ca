namespace Dates;

public static class Calendar
{
    public static bool IsLeap(int year)
    {
        return year % 4 == 0 && year % 100 != 0 && year % 400 == 0;
    }

    public static int DaysIn(int year) => IsLeap(year) ? 366 : 365;
}
