using System.Text;

namespace People;

public static class Names
{
    public static string Initials(string name)
    {
        var initials = new StringBuilder();
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            initials.Append(char.ToUpperInvariant(word[0])).Append('.');
        }

        return initials.ToString();
    }
}
