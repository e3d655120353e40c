// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Readers of outside bytes under a fuzzer: what is shared stands in `Fuzzing`; the coverage-guided program needs libFuzzer's own start and
// is therefore only there for bin/fuzz.
let fuzzing: [Target] =
    [
        .target(
            name: "Fuzzing",
            dependencies: [
                "Register", "Pack", "Store", "Cleaning", "Exchange", "Web", "Examples", collections, crypto, grdb,
            ],
            path: "Tests/Fuzz/Targets", swiftSettings: strict),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Fuzzing", "Register", "Pack", "Store", "Web", "Examples", subprocess, system, arguments, collections, hummingbird,
                nio,
                nioEmbedded,
                logging,
            ],
            path: "Tests/Fuzz/Program", swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["Fuzzing", "fuzz", subprocess, system], path: "Tests/Fuzz/Tests",
            swiftSettings: strict),
    ]
    + (Context.environment["ANSE_FUZZ"] == nil
        ? [] : [.executableTarget(name: "guided", dependencies: ["Fuzzing"], path: "Tests/Fuzz/Guided", swiftSettings: strict)])

let package = Package(
    name: "anse",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CClp", providers: [.apt(["coinor-libclp-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "Register", dependencies: [collections, numerics], swiftSettings: strict),
        .target(name: "Matching", dependencies: ["Register"], swiftSettings: strict),
        .target(name: "Publishing", dependencies: [numerics], swiftSettings: strict),
        .target(
            name: "Solving", dependencies: ["Publishing", "CClp"], swiftSettings: strict, linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "Pack", dependencies: ["Register", yams], resources: [.copy("Words")], swiftSettings: strict),
        .target(name: "Archives", dependencies: ["Register", "CZip"], swiftSettings: strict),
        .target(name: "Cleaning", dependencies: ["Register", "Archives", crypto], swiftSettings: strict),
        .target(name: "Outside", dependencies: [subprocess, system], swiftSettings: strict),
        .target(
            name: "Exchange", dependencies: ["Register", "Pack", "Archives", "Outside", "CExpat", collections, crypto, yams],
            swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: [
                "Register", "Matching", "Publishing", "Solving", "CLinux", "CSodium", collections, grdb, sqlite, crypto,
                cryptoExtras,
            ],
            resources: [.copy("Passwords")],
            swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: [
                "Register", "Matching", "Pack", "Store", "Cleaning", "Outside", "Exchange", "CMalloc", "CQRencode", "CZlib",
                collections,
                hummingbird,
                logging, nio,
                nioPosix,
                lifecycle,
                crypto,
            ],
            resources: [.copy("Assets")], swiftSettings: strict),
        .target(name: "Examples", dependencies: ["Register", "Pack", "Store", collections], swiftSettings: strict),
        .executableTarget(
            name: "anse",
            dependencies: [
                "Register", "Matching", "Publishing", "Pack", "Store", "Exchange", "Web", "Examples", arguments, hummingbird,
                logging, nio,
                lifecycle,
                signals,
                yams,
            ],
            swiftSettings: strict),

        .testTarget(
            name: "RegisterTests", dependencies: ["Register", "Pack", "Examples", collections],
            exclude: ["Matrix", "Shapes", "Screening/ilo-cases.txt"],
            swiftSettings: strict),
        .testTarget(name: "MatchingTests", dependencies: ["Matching", "Register"], swiftSettings: strict),
        .testTarget(name: "PublishingTests", dependencies: ["Publishing", "Solving", numerics], swiftSettings: strict),
        .executableTarget(
            name: "figures", dependencies: ["Publishing", "Solving"], path: "Tests/Trials/Figures", swiftSettings: strict),
        .testTarget(
            name: "PackTests", dependencies: ["Pack", "Register", yams], exclude: ["htcds-fields.txt"], swiftSettings: strict),
        .testTarget(name: "CleaningTests", dependencies: ["Cleaning", "Archives", "Register", crypto], swiftSettings: strict),
        .testTarget(name: "OutsideTests", dependencies: ["Outside"], swiftSettings: strict),
        .testTarget(
            name: "ExchangeTests",
            dependencies: [
                "Exchange", "Archives", "Cleaning", "Outside", "Pack", "Register", "Store", "Examples", collections, crypto,
            ],
            exclude: ["Directory", "Statistics/Files"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "Matching", "Pack", "Register", "Examples", collections, grdb],
            swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Exchange", "Cleaning", "Outside", "Store", "Pack", "Register", "Examples", collections, hummingbird,
                hummingbirdTesting,
            ],
            exclude: ["Matrix"],
            swiftSettings: strict),
    ] + fuzzing
)
