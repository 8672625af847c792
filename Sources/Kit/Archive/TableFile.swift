internal import CHDF5

/// Writes columns of numbers to an HDF5 file, a group for each table, with attributes that say what they are.
///
/// ```swift
/// let file = try TableFile(path: "lab-1.h5")
/// let time = try file.column("lab-1/base/time", of: Int64.self)
/// let value = try file.column("lab-1/base/value", of: Double.self)
/// try value.set("unit", to: "K")
/// try time.append(times)          // as often as there is more
/// try value.append(values)
/// try file.close()
/// ```
///
/// Columns grow as they are written, so that nobody needs all of a table in memory. They are compressed without loss (shuffle
/// and deflate), which every reader of HDF5 undoes by itself; the bytes are little-endian on every machine.
///
/// The library keeps its state in variables of its own, and Debian's is not made for threads: all calls of this process wait
/// for each other.
public final class TableFile {
    /// The file.
    public let path: String
    private var handle: hid_t
    // A file is closed when its last dataset is: so they are the file's, and the columns use them.
    private var datasets: [hid_t] = []

    /// Makes a file; one that is there is replaced.
    ///
    /// - Throws: ``TableFileError`` where it cannot be written.
    public init(path: String) throws(TableFileError) {
        self.path = path
        handle = try HDF5.call(path: path, object: "file") { () in
            subkelvin_h5_create_file(path, subkelvin_h5_default())
        }
    }

    deinit { try? close() }

    /// Makes a column; groups on the way to it are made where there are none.
    ///
    /// - Parameters:
    ///   - name: its path within the file, with slashes.
    ///   - type: what it has.
    /// - Throws: ``TableFileError``, also where there is a column of that name.
    public func column<Number: TableNumber>(
        _ name: String, of type: Number.Type
    ) throws(TableFileError) -> TableColumn<Number> {
        try group(name.split(separator: "/").dropLast().joined(separator: "/"))
        let dataset = try HDF5.call(path: path, object: name) { () -> hid_t in
            var (count, most) = (hsize_t(0), subkelvin_h5_unlimited())
            let space = H5Screate_simple(1, &count, &most)
            defer { H5Sclose(space) }
            let creation = H5Pcreate(subkelvin_h5_dataset_creation())
            defer { H5Pclose(creation) }
            // 128 kB of doubles: large enough to compress, small enough to read a part.
            var chunk: hsize_t = 16384
            guard H5Pset_chunk(creation, 1, &chunk) >= 0, H5Pset_shuffle(creation) >= 0,
                H5Pset_deflate(creation, 4) >= 0
            else { return -1 }
            let standard = subkelvin_h5_default()
            return H5Dcreate2(handle, name, Number.kind.stored, space, standard, creation, standard)
        }
        datasets.append(dataset)
        return TableColumn(dataset, name: name, of: self)
    }

    /// Makes a group, and those on the way to it, where there are none.
    private func group(_ name: String) throws(TableFileError) {
        var made = ""
        for part in name.split(separator: "/") {
            made += "/\(part)"
            let name = made
            try HDF5.call(path: path, object: name) { () -> hid_t in
                let standard = subkelvin_h5_default()
                let isThere = H5Lexists(handle, name, standard)
                if isThere != 0 { return hid_t(isThere) }
                let group = H5Gcreate2(handle, name, standard, standard, standard)
                return group < 0 ? group : hid_t(H5Gclose(group))
            }
        }
    }

    /// Describes the file, or a group that has a column already, by an attribute.
    ///
    /// - Throws: ``TableFileError``, also where there is one of that name.
    public func set(_ attribute: String, to value: TableAttribute, of group: String = "/") throws(TableFileError) {
        let object = try HDF5.call(path: path, object: group) { () in
            H5Oopen(handle, group, subkelvin_h5_default())
        }
        defer { HDF5.locked { _ = H5Oclose(object) } }
        try HDF5.set(attribute, to: value, of: object, path: path, name: group)
    }

    /// Writes what is left, and closes the file.
    ///
    /// - Throws: ``TableFileError`` where the disk is full; the file is of no use then.
    public func close() throws(TableFileError) {
        guard isOpen else { return }
        let (open, columns) = (handle, datasets)
        (handle, datasets) = (0, [])
        try HDF5.call(path: path, object: "file") { () in
            let codes = columns.map { H5Dclose($0) } + [H5Fclose(open)]
            return hid_t(codes.min() ?? 0)
        }
    }

    /// Whether it can be written to still.
    var isOpen: Bool { handle > 0 }
}
