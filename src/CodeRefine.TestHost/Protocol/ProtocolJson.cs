using System.Text.Json.Serialization;

namespace CodeRefine.TestHost.Protocol;

/// <summary>Serialisers made at compile time: reflection would cost each host process its start-up.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HostJob))]
[JsonSerializable(typeof(CellReady))]
[JsonSerializable(typeof(CheckStart))]
[JsonSerializable(typeof(CheckOutcome))]
[JsonSerializable(typeof(JobEnd))]
[JsonSerializable(typeof(CellFault))]
[JsonSerializable(typeof(ScreenGround))]
[JsonSerializable(typeof(ScreenBatch))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
