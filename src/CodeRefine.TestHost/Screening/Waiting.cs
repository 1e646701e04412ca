namespace CodeRefine.TestHost.Screening;

/// <summary>Waits for what a method returned. One that never completes is the supervisor's to end.</summary>
internal static class Waiting
{
    public static void For(object? returned)
    {
        switch (returned)
        {
            case Task task:
                task.GetAwaiter().GetResult();
                break;
            case ValueTask task:
                task.AsTask().GetAwaiter().GetResult();
                break;
            case not null when returned.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                ((Task)type.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!).GetAwaiter().GetResult();
                break;
        }
    }
}
