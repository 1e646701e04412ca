namespace Numerals;

public static class Roman
{
    public static string From(int number)
    {
        throw new NotImplementedException();
    }
}
