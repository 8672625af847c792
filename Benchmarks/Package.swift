// swift-tools-version: 6.3
import PackageDescription

/// The rooms that are measured.
let rooms = [
    "Text", "Materials", "HeatTransfer", "Cryogenics", "Qubits", "Observability", "Readings", "SubkelvinTesting",
    "Telemetry", "Thermometry", "Twin",
]

let package = Package(
    name: "subkelvin-benchmarks",
    dependencies: [
        // Named, for a checkout's folder may have any name.
        .package(name: "subkelvin", path: "..")
    ],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: rooms.map { .product(name: $0, package: "subkelvin") },
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ])
    ],
    swiftLanguageModes: [.v6]
)
