// swift-tools-version: 6.3
import PackageDescription

/// Settings of every target: one list, so that no room is laxer than another.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Above the rooms that wrap C, unsafe code must say so.
let strict: [SwiftSetting] = settings + [.strictMemorySafety()]

/// Rooms that compute are optimised in every build: their tests integrate for months of a plant's time.
///
/// No check is lost, for none of them is an `assert`. Where this package is another's dependency, its builder decides: the package manager allows no such flag there.
let optimised: [SwiftSetting] =
    Context.packageDirectory.contains("/checkouts/") ? [] : [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A room of a wing: its sources under `Sources/<wing>/<name>`.
func room(
    _ name: String, in wing: String, dependsOn dependencies: [Target.Dependency] = [], exclude: [String] = [],
    settings: [SwiftSetting] = strict, plugins: [Target.PluginUsage] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(wing)/\(name)", exclude: ["README.md"] + exclude,
        swiftSettings: settings + (wing == "Physics" || name == "Solvers" ? optimised : []), plugins: plugins)
}

/// The tests of a room: `Tests/<wing>/<name>Tests`.
func tests(
    of name: String, in wing: String, dependsOn dependencies: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
        path: "Tests/\(wing)/\(name)Tests", exclude: exclude, resources: resources, swiftSettings: settings)
}

let package = Package(
    name: "subkelvin",
    targets: [
        // System: C libraries, each imported by one room of the Kit.
        .systemLibrary(
            name: "CYAML", path: "Sources/System/CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CSundials", path: "Sources/System/CSundials",
            providers: [.apt(["libsundials-dev", "libsuitesparse-dev"])]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CHDF5", path: "Sources/System/CHDF5", providers: [.apt(["libhdf5-dev"])]),
        .systemLibrary(
            name: "CMicrohttpd", path: "Sources/System/CMicrohttpd", pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]),

        // Kit: what any scientific service needs.
        room("Text", in: "Kit"),
        tests(of: "Text", in: "Kit"),
        room("Quantities", in: "Kit", dependsOn: ["Text"]),
        tests(of: "Quantities", in: "Kit"),
        room("Configuration", in: "Kit", dependsOn: ["CYAML", "Quantities", "Text"], settings: settings),
        tests(of: "Configuration", in: "Kit", dependsOn: ["Quantities", "SubkelvinTesting"]),
        room("CommandLineKit", in: "Kit", dependsOn: ["Text"]),
        tests(of: "CommandLineKit", in: "Kit", dependsOn: ["SubkelvinTesting"], exclude: ["Snapshots"]),
        room("Plotting", in: "Kit", settings: settings),
        tests(of: "Plotting", in: "Kit", dependsOn: ["SubkelvinTesting"], exclude: ["Snapshots"]),
        room("Solvers", in: "Kit", dependsOn: ["CSundials"], settings: settings),
        tests(of: "Solvers", in: "Kit", dependsOn: ["SubkelvinTesting"]),
        room("Reporting", in: "Kit"),
        tests(of: "Reporting", in: "Kit", dependsOn: ["SubkelvinTesting"]),
        room("Readings", in: "Kit", dependsOn: ["Quantities", "Text"]),
        tests(of: "Readings", in: "Kit"),
        room("Archive", in: "Kit", dependsOn: ["CHDF5", "CSQLite"], settings: settings),
        tests(of: "Archive", in: "Kit", dependsOn: ["SubkelvinTesting"]),
        room("Observability", in: "Kit"),
        tests(of: "Observability", in: "Kit", dependsOn: ["SubkelvinTesting"]),
        room("HTTPServing", in: "Kit", dependsOn: ["CMicrohttpd", "Observability"], settings: settings),
        tests(of: "HTTPServing", in: "Kit", dependsOn: ["Observability", "SubkelvinTesting"]),
        room("SubkelvinTesting", in: "Kit", dependsOn: ["Observability"]),
        tests(of: "SubkelvinTesting", in: "Kit"),

        // Physics: no input or output in this wing.
        room(
            "Materials", in: "Physics", dependsOn: ["Configuration", "Quantities", "Text"],
            plugins: ["EmbedTexts"]),
        tests(
            of: "Materials", in: "Physics", dependsOn: ["Configuration"], resources: [.copy("Fixtures")]),
        room(
            "Thermometry", in: "Physics", dependsOn: ["Configuration", "Quantities", "Readings", "Text"],
            plugins: ["EmbedTexts"]),
        tests(
            of: "Thermometry", in: "Physics", dependsOn: ["Configuration", "Readings", "SubkelvinTesting"],
            resources: [.copy("Fixtures")]),
        room("HeatTransfer", in: "Physics", dependsOn: ["Materials", "Quantities", "Solvers"]),
        tests(of: "HeatTransfer", in: "Physics", dependsOn: ["Materials", "Solvers", "SubkelvinTesting"]),
        room(
            "Cryogenics", in: "Physics",
            dependsOn: ["Configuration", "HeatTransfer", "Materials", "Quantities", "Text"],
            plugins: ["EmbedTexts"]),
        tests(
            of: "Cryogenics", in: "Physics",
            dependsOn: ["Configuration", "HeatTransfer", "Materials", "Quantities", "SubkelvinTesting"]),
        room("Qubits", in: "Physics", dependsOn: ["Configuration", "Cryogenics", "Materials", "Quantities"]),
        tests(
            of: "Qubits", in: "Physics", dependsOn: ["Configuration", "Cryogenics", "Materials", "SubkelvinTesting"]),
        room(
            "Twin", in: "Physics",
            dependsOn: [
                "Configuration", "Cryogenics", "HeatTransfer", "Materials", "Quantities", "Readings", "Solvers", "Text",
                "Thermometry",
            ],
            plugins: ["EmbedTexts"]),
        tests(
            of: "Twin", in: "Physics",
            dependsOn: [
                "Configuration", "Cryogenics", "HeatTransfer", "Materials", "Readings", "Solvers", "SubkelvinTesting",
                "Thermometry",
            ]),
        room(
            "Planning", in: "Physics",
            dependsOn: ["Configuration", "Cryogenics", "HeatTransfer", "Quantities", "Qubits", "Text"]),
        tests(
            of: "Planning", in: "Physics",
            dependsOn: ["Configuration", "Cryogenics", "HeatTransfer", "Qubits", "SubkelvinTesting"]),

        // Operations: what runs beside the hardware.
        room("Telemetry", in: "Operations", dependsOn: ["Archive", "Readings"]),
        tests(
            of: "Telemetry", in: "Operations",
            dependsOn: ["Archive", "Readings", "SubkelvinTesting", "append-readings"],
            exclude: ["append-readings"]),
        room(
            "Service", in: "Operations",
            dependsOn: [
                "Configuration", "Cryogenics", "HTTPServing", "HeatTransfer", "Instruments", "Observability",
                "Quantities",
                "Readings", "Telemetry", "Text", "Twin",
            ], plugins: ["EmbedTexts"]),
        tests(
            of: "Service", in: "Operations",
            dependsOn: [
                "Configuration", "Cryogenics", "HTTPServing", "HeatTransfer", "Instruments", "Observability",
                "Readings",
                "SubkelvinTesting",
                "Telemetry", "Twin",
            ]),
        .executableTarget(
            name: "append-readings", dependencies: ["Readings", "SubkelvinTesting", "Telemetry"],
            path: "Tests/Operations/TelemetryTests/append-readings", swiftSettings: strict),
        room(
            "Instruments", in: "Operations",
            dependsOn: ["Archive", "Cryogenics", "Readings", "Telemetry", "Text", "Twin"]),
        tests(
            of: "Instruments", in: "Operations",
            dependsOn: ["Cryogenics", "Readings", "SubkelvinTesting", "Telemetry", "Twin"]),

        // The front door.
        .executableTarget(
            name: "subkelvin",
            dependencies: [
                "Archive", "CommandLineKit", "Configuration", "Cryogenics", "HeatTransfer", "Instruments", "Materials",
                "Observability", "Planning", "Plotting", "Quantities", "Qubits", "Readings", "Reporting", "Service",
                "Telemetry", "Text", "Thermometry", "Twin",
            ],
            path: "Sources/subkelvin", exclude: ["README.md"], swiftSettings: strict),
        .testTarget(
            name: "subkelvinTests",
            dependencies: ["subkelvin", "CommandLineKit", "Materials", "Qubits", "SubkelvinTesting"],
            path: "Tests/subkelvinTests", exclude: ["Snapshots"], swiftSettings: settings),

        // What builds the rest: data files become part of the binary.
        .plugin(
            name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"], path: "Plugins/EmbedTexts"),
        .executableTarget(name: "embed-texts", path: "Plugins/embed-texts", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// Every room is a library that others can depend on.
package.products += package.targets.filter { $0.type == .regular }.map { .library(name: $0.name, targets: [$0.name]) }
