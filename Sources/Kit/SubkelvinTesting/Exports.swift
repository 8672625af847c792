@_exported public import struct Observability.LogRecord
// Tests of rooms that log need the sink that keeps records, and what it keeps.
@_exported public import class Observability.MemorySink
