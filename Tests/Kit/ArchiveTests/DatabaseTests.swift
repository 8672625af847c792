import SubkelvinTesting
import Testing

@testable import Archive

@Suite("A database")
struct DatabaseTests {
    private let folder: TemporaryDirectory
    private let database: Database

    init() throws {
        folder = try TemporaryDirectory()
        database = try Database(path: folder.path(of: "a.sqlite"))
        try database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, v)")
    }

    private func count() throws -> Int64 {
        let select = try database.prepare("SELECT count(*) FROM t")
        defer { select.reset() }
        return try select.step() ? select.integer(at: 0) : -1
    }

    @Test("it journals ahead and waits for the disk")
    func durable() throws {
        let journal = try database.prepare("PRAGMA journal_mode")
        #expect(try journal.step() && journal.text(at: 0) == "wal")
        let synchronous = try database.prepare("PRAGMA synchronous")
        #expect(try synchronous.step() && synchronous.integer(at: 0) == 2)
    }

    @Test("what is bound comes back", arguments: 1...5 as ClosedRange<UInt64>)
    func values(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let integer = Int64(bitPattern: random.next())
        let number = random.normal(deviation: 1e30)
        let text = String(
            decoding: (0..<random.uniform(in: 0...40)).map { _ in UInt8(random.uniform(in: 0...127)) }, as: UTF8.self)
        let bytes = (0..<random.uniform(in: 0...2000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let select = try database.prepare("SELECT ?, ?, ?, ?, ?, ?")
        select.bind(integer, at: 1)
        select.bind(number, at: 2)
        select.bind(text + "µ", at: 3)
        select.bind(bytes, at: 4)
        select.bindNull(at: 5)
        select.bind(nil as Double?, at: 6)
        #expect(try select.step())
        #expect(select.integer(at: 0) == integer)
        #expect(select.double(at: 1) == number)
        #expect(select.text(at: 2) == text + "µ")
        #expect(select.bytes(at: 3) == bytes)
        #expect(select.isNull(at: 4) && select.double(at: 5) == nil && select.text(at: 4) == nil)
        #expect(try !select.step())
    }

    @Test("a transaction that throws leaves nothing behind")
    func undone() throws {
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction { () throws(DatabaseError) in
                try database.execute("INSERT INTO t VALUES (1, 2)")
                try database.execute("INSERT INTO t VALUES (1, 3)")
            }
        }
        #expect(!database.isInTransaction)
        #expect(try count() == 0)
        #expect(error?.code.primary == .constraint)
        #expect(error?.action == "INSERT INTO t VALUES (1, 3)")
    }

    @Test("a pattern of a kind matches its extended codes, an extended one only itself")
    func codes() {
        let failedRead = ResultCode(rawValue: 10 | 1 << 8)
        #expect(.ioError ~= failedRead && failedRead ~= failedRead)
        #expect(!(failedRead ~= .ioError) && !(.full ~= failedRead))
    }

    @Test("a full database says so, still reads, and goes on when there is room")
    func full() throws {
        try database.limit(to: 32 << 10)
        let insert = try database.prepare("INSERT INTO t (v) VALUES (zeroblob(1000))")
        let error = #expect(throws: DatabaseError.self) { while true { try insert.run() } }
        #expect(error?.code.primary == .full)
        #expect(error?.description.contains("make room") == true)
        let stored = try count()
        #expect(stored > 5)
        try database.limit(to: 4 << 20)
        try insert.run()
        #expect(try count() == stored + 1)
    }

    @Test("whoever began to read sees nothing of what comes later")
    func snapshot() throws {
        let reader = try Database(path: database.path, access: .reading)
        let select = try reader.prepare("SELECT count(*) FROM t")
        try reader.beginReading()
        #expect(try select.step() && select.integer(at: 0) == 0)
        select.reset()
        try database.execute("INSERT INTO t VALUES (1, 2)")
        #expect(try select.step() && select.integer(at: 0) == 0)
        select.reset()
        reader.rollBack()
        #expect(try select.step() && select.integer(at: 0) == 1)
    }

    @Test("a reader cannot write")
    func readOnly() throws {
        let reader = try Database(path: database.path, access: .reading)
        let error = #expect(throws: DatabaseError.self) { try reader.execute("INSERT INTO t VALUES (1, 2)") }
        #expect(error?.code.primary == .readOnly)
    }

    @Test("nothing is copied from the journal before its owner says so")
    func checkpoint() throws {
        for _ in 0..<20 { try database.execute("INSERT INTO t (v) VALUES (zeroblob(100000))") }
        #expect(database.journalledPages > 400)
        try database.checkpoint()
        #expect(database.journalledPages == 0)
    }

    @Test("what is no database is refused by its name")
    func notADatabase() throws {
        let path = try folder.write(String(repeating: "not a database ", count: 100), to: "b.sqlite")
        let error = #expect(throws: DatabaseError.self) { try Database(path: path) }
        #expect(error?.code == .notADatabase && error?.path == path)
    }

    @Test("a file in a folder that is not there cannot be opened")
    func nowhere() {
        let error = #expect(throws: DatabaseError.self) { try Database(path: "/nowhere/at/all.sqlite") }
        #expect(error?.code.primary == .cannotOpen)
    }

    @Test("a lock has one owner, and is free when that is gone")
    func locks() throws {
        let path = folder.path(of: "lock")
        do {
            let lock = try FileLock(path: path)
            let error = #expect(throws: FileLockError.self) { try FileLock(path: path) }
            #expect(error?.isTaken == true)
            withExtendedLifetime(lock) {}
        }
        _ = try FileLock(path: path)
    }

    @Test("what cannot journal ahead is refused")
    func noJournal() throws {
        let error = #expect(throws: DatabaseError.self) { try Database(path: ":memory:") }
        #expect(error?.message.contains("‘memory’") == true)
    }
}
