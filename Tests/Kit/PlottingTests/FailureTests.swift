import Foundation
import Glibc
import Plotting
import Testing

@Suite("What cannot be drawn")
struct FailureTests {
    static let line = Series("Line", x: [1, 2, 3], y: [1, 2, 3])

    static func plot(_ series: Series, scale: Axis.Scale = .linear) -> Plot {
        Plot(title: "Test", x: Axis("x", scale: scale), y: Axis("y", scale: scale), series: [series])
    }

    static let faults: [(Plot, PlottingError.Reason)] = [
        (Plot(title: "Test", x: Axis("x"), y: Axis("y"), series: []), .noData),
        (plot(Series("Line", x: [], y: [])), .noData),
        (plot(Series("Line", x: [1], y: [.nan], gaps: .break)), .noData),
        (plot(Series("Line", x: [1, 2], y: [1])), .mismatchedLengths(of: "y of ‘Line’", expected: 2, found: 1)),
        (
            plot(Series("Line", x: [1], y: [1], band: .init(lower: [], upper: [1]))),
            .mismatchedLengths(of: "the lower limit of ‘Line’", expected: 1, found: 0)
        ),
        (
            plot(Series("Line", x: [1, 2], y: [1, 0]), scale: .log), .notPositive(in: "y of ‘Line’", index: 1, value: 0)
        ),
        (
            plot(Series("Line", x: [-1, 2], y: [1, 1]), scale: .log),
            .notPositive(in: "x of ‘Line’", index: 0, value: -1)
        ),
        (
            plot(Series("Line", x: [1], y: [.infinity], gaps: .break)),
            .notFinite(in: "y of ‘Line’", index: 0, value: .infinity)
        ),
        (plot(Series("Line", x: [1], y: [1e300])), .outOfBounds(in: "y of ‘Line’", index: 0, value: 1e300)),
        (plot(Series("Line", x: [1], y: [1], side: .right)), .noRightAxis(series: "Line")),
        (
            Plot(title: "Test", x: Axis("x", range: 2...2), y: Axis("y"), series: [line]),
            .emptyRange(of: "the x axis", value: 2)
        ),
        (
            Plot(
                title: "Test", x: Axis("x", range: 0...5), y: Axis("y"), series: [line], referenceLines: [.vertical(6)]),
            .outsideRange(of: "the reference line ‘’", value: 6, lowest: 0, highest: 5)
        ),
    ]

    @Test("a figure that would mislead is refused, with what is wrong", arguments: faults)
    func refused(plot: Plot, reason: PlottingError.Reason) {
        #expect(throws: PlottingError(figure: "Test", reason: reason)) { try plot.render(.svg) }
        #expect(throws: PlottingError(figure: "Test", reason: reason)) { try plot.renderTerminal() }
    }

    @Test("NaN is an error unless the series calls it a gap")
    func notANumber() throws {
        var series = Series("Line", x: [1, 2, 3], y: [1, .nan, 3])
        let error = #expect(throws: PlottingError.self) { try Self.plot(series).render(.svg) }
        #expect(error?.description.contains("y of ‘Line’[1] is nan; give a number, or say that NaN is a gap") == true)
        series.gaps = .break
        _ = try Self.plot(series).render(.svg)
    }

    @Test("without gnuplot the error says how to install it")
    func missing() {
        let error = #expect(throws: PlottingError.self) {
            try Self.plot(Self.line).render(.svg, with: Gnuplot(searchPath: ""))
        }
        #expect(error?.reason == .gnuplotNotInstalled)
        #expect(error?.description == "‘Test’: gnuplot is not installed; install it with: apt-get install gnuplot-nox")
    }

    @Test("a gnuplot that hangs is ended in time, whether it heeds the signal or not", arguments: [true, false])
    func hanging(heeds: Bool) throws {
        let path = try fake("\(heeds ? "" : "trap '' TERM\n")sleep 60; sleep 60")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let limit = Duration.milliseconds(200)
        let start = ContinuousClock.now
        let error = #expect(throws: PlottingError.self) {
            try Self.plot(Self.line).render(.svg, with: Gnuplot(searchPath: "\(path):/usr/bin:/bin", timeLimit: limit))
        }
        #expect(error?.reason == .timedOut(limit: limit))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("a gnuplot that fails is quoted, even when it never reads a long script")
    func failing() throws {
        let path = try fake("echo 'line 7: it broke' >&2; exit 3")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let long = Series("Line", x: (0..<200_000).map(Double.init), y: (0..<200_000).map(Double.init))
        let error = #expect(throws: PlottingError.self) {
            try Self.plot(long).render(.svg, with: Gnuplot(searchPath: "\(path):/usr/bin:/bin"))
        }
        #expect(error?.reason == .gnuplotFailed(status: 3, message: "line 7: it broke"))
    }

    @Test("a child that floods both outputs before it reads does not lock up")
    func flooding() throws {
        let path = try fake("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; cat > /dev/null")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let long = Series("Line", x: (0..<200_000).map(Double.init), y: (0..<200_000).map(Double.init))
        let bytes = try Self.plot(long).render(.png, with: Gnuplot(searchPath: "\(path):/usr/bin:/bin"))
        #expect(bytes.count == 3_000_000)
    }

    @Test("a picture that cannot be written says where and why")
    func unwritable() {
        let path = "/nonexistent/folder/plot.svg"
        #expect(
            throws: PlottingError(
                figure: "Test", reason: .cannotWrite(path: path, reason: "No such file or directory"))
        ) { try Self.plot(Self.line).render(to: path) }
    }

    @Test(
        "a name of no known ending is refused, naming the three", arguments: ["plot", "plot.gif", "svg", "a.svg/plot"])
    func unknownFormat(path: String) {
        let error = #expect(throws: PlottingError.self) { try Self.plot(Self.line).render(to: path) }
        #expect(error?.description.hasSuffix("let its name end in .svg, .png or .pdf") == true)
    }

    @Test("a canvas without room for data is refused")
    func noRoom() {
        let error = #expect(throws: PlottingError.self) {
            try Gallery.conductivity.render(.svg, canvas: Canvas(width: 150, height: 120))
        }
        guard case .noRoom = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// A folder with a program called gnuplot that runs some shell commands.
    private func fake(_ commands: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = folder.appendingPathComponent("gnuplot")
        try Data("#!/bin/sh\n\(commands)\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        return folder.path
    }
}
