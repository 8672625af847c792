import Testing

@testable import CommandLineKit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Writing to the system")
struct DescriptorTests {
    func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    @Test("a pipe without reader is an error, not the end of the process")
    func closedPipe() throws {
        signal(SIGPIPE, SIG_IGN)
        let ends = try makePipe()
        close(ends.reading)
        defer { close(ends.writing) }
        #expect(throws: ClosedPipe.self) { try TextSink.descriptor(ends.writing).write("text") }
    }

    @Test("what a descriptor refuses is said in the system's words")
    func refused() throws {
        let error = #expect(throws: WriteError.self) { try TextSink.descriptor(-1).write("text") }
        #expect(error?.errorNumber == EBADF)
        #expect(error?.description == "cannot write: Bad file descriptor")
    }

    @Test("a text larger than a non-blocking pipe arrives whole", .timeLimit(.minutes(10)))
    func nonBlocking() throws {
        let directory = temporaryDirectory()
        defer { _ = shell(["rm", "-r", directory]) }
        let reader = try #require(popen("cat > \(directory)/received", "w"))
        try #require(fcntl(fileno(reader), F_SETFL, O_NONBLOCK) == 0)
        let text = String(repeating: "µW ", count: 300_000)
        try TextSink.descriptor(fileno(reader)).write(text)
        #expect(pclose(reader) == 0)
        #expect(readFile(directory + "/received") == text)
    }
}
