namespace CodeRefine.Models;

/// <summary>Whose protocol a model is spoken to in.</summary>
public enum ModelProvider
{
    Ollama,
    OpenAI,
}
