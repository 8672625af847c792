import CommandLineKit
import Configuration
import Cryogenics
import Materials

/// Which cables there are, and of which materials.
struct CableOptions: OptionSource {
    @Option(
        "A file of cables of your own, besides the catalogue.", placeholder: "FILE",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var cables: [String]
    @OptionGroup var files: CatalogueOptions

    /// The catalogue with the user's files.
    func catalogue() throws -> CableCatalogue {
        var catalogue = try CableCatalogue.standard()
        for file in cables {
            let decoded = try ConfigurationDecoder().decode(CableFile.self, fromFile: file)
            do throws(LineError) { catalogue = try catalogue.adding(decoded) } catch {
                throw FileError(file: file, words: "\(error)")
            }
        }
        return catalogue
    }

    /// The materials, with other laws where materials have them.
    func materials(laws: String? = nil) throws -> LineMaterials {
        LineMaterials(catalogue: try files.catalogue(), laws: laws.map { .preferring($0) } ?? .standard)
    }
}

/// What a shell offers for a cable: the catalogue's names.
let cableNames = Completion.names { (try? CableCatalogue.standard().names) ?? [] }
