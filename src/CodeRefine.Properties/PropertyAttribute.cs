namespace CodeRefine.Properties;

/// <summary>
/// A test that must hold for all inputs: its parameters are generated, by type and by the attributes on them, and an input that breaks it is
/// shrunk to a small one. It holds for an input when it returns <c>true</c> or nothing and throws nothing; a <c>Task</c> or
/// <c>ValueTask</c> of either is awaited. A test class with fields is made anew for each input.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class PropertyAttribute
{
    /// <summary>How many inputs are tried. Default 100, from 1.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>How many inputs <see cref="Assume.That"/> may turn down before the property fails as too narrow. Default ten for each test.</summary>
    public int MaxDiscarded { get; set; } = -1;

    /// <summary>Size of the first input: numbers lie within plus and minus this, collections have at most as many elements. Default 1, from 0.</summary>
    public int StartSize { get; set; } = 1;

    /// <summary>Size of the last input; between, it grows evenly. Default 100, from <see cref="StartSize"/>.</summary>
    public int EndSize { get; set; } = 100;

    /// <summary>A seed that a failure printed: the same inputs come again. Default: another seed each time.</summary>
    public string? Seed { get; set; }

    /// <summary>Longest time that goes into making an input smaller, in milliseconds. Default 1,000; 0 leaves it as it is.</summary>
    public int ShrinkMilliseconds { get; set; } = 1000;
}
