using System.Reflection;

namespace CodeRefine.Properties.Running;

/// <summary>Some of the inputs that a whole run of a property would try, made once and tried on one state of the code after the other.</summary>
internal sealed class PropertySample
{
    private readonly object?[][] inputs;

    /// <param name="most">At most so many, spread evenly over the sizes of the whole run.</param>
    /// <exception cref="InvalidPropertyException">The property can't be run.</exception>
    public PropertySample(MethodInfo method, int most)
    {
        var run = new PropertyRun(method, method.GetCustomAttribute<PropertyAttribute>()!, _ => Task.FromResult(true), CancellationToken.None);
        var count = Math.Min(most, run.Wanted);
        inputs = [.. Enumerable.Range(0, count).Select(i => run.InputAt((int)((long)i * run.Wanted / count)))];
        IsWhole = count == run.Wanted;
    }

    public int Count => inputs.Length;

    /// <summary>These are all that a whole run tries, apart from what it puts in the place of discarded ones.</summary>
    public bool IsWhole { get; }

    /// <summary>Index of the first input that breaks the property, and what it threw; <see cref="Count"/> where none does.</summary>
    public async Task<(int Index, Exception? Error)> FirstBrokenAsync(PropertyBody body)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var outcome = await PropertyRun.TryAsync(body.InvokeAsync, inputs[i]);
            if (!outcome.Holds)
            {
                return (i, outcome.Error);
            }
        }

        return (inputs.Length, null);
    }
}
