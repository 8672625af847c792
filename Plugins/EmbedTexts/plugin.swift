import Foundation
import PackagePlugin

/// Embeds a target's data files: every `.yaml` below it, and what a browser reads, becomes a string in the binary, found by its
/// folder and name.
@main
struct EmbedTexts: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let suffixes = [".yaml", ".html", ".css", ".js", ".svg", ".txt", ".json"]
        let files = suffixes.flatMap { target.sourceFiles(withSuffix: $0).map(\.url) }.sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) texts in \(target.name)",
                executable: try context.tool(named: "embed-texts").url,
                arguments: [output.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
        ]
    }
}
