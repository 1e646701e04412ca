namespace CodeRefine.TestHost; internal static class Program { private static int Main() => 0; }
