namespace CodeRefine.Properties;

/// <summary>Narrows a property to the inputs that it speaks of.</summary>
public static class Assume
{
    /// <summary>Turns the input down where <paramref name="condition"/> is false; another is made in its place.</summary>
    /// <remarks>Where few inputs meet the condition, make them with <see cref="GeneratorAttribute"/> or bound them by attribute instead.</remarks>
    public static void That(bool condition)
    {
        if (!condition)
        {
            throw new DiscardedException();
        }
    }
}

/// <summary>The input is not one that the property speaks of. Thrown by <see cref="Assume"/>; a property that catches it decides on the input after all.</summary>
public sealed class DiscardedException : Exception
{
    internal DiscardedException() : base("The input does not meet the property's assumption.") { }
}
