#include "base/file.hpp"
#include "rollout/ledger_store.hpp"

#include <sqlite3.h>
#include <sys/statfs.h>

#include <string_view>

namespace acsgate {

namespace {

constexpr int k_patience_ms = 60'000;
constexpr int k_application_id = 0x41435357; // "ACSW": tells a ledger from other SQLite files
constexpr std::string_view k_schema = R"(
PRAGMA application_id = 1094931287;
PRAGMA user_version = 1;
CREATE TABLE events (number INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
)";
static_assert(k_application_id == 1094931287);

class Statement {
public:
  Statement(sqlite3 *database, std::string_view text) {
    sqlite3_prepare_v2(database, text.data(), static_cast<int>(text.size()), &m_statement, nullptr);
  }
  ~Statement() { sqlite3_finalize(m_statement); }
  Statement(const Statement &) = delete;
  Statement &operator=(const Statement &) = delete;

  [[nodiscard]] explicit operator bool() const { return m_statement != nullptr; }
  [[nodiscard]] int step() { return sqlite3_step(m_statement); }
  [[nodiscard]] std::string text(int column) {
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return bytes == nullptr ? "" : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)));
  }
  [[nodiscard]] std::int64_t number(int column) { return sqlite3_column_int64(m_statement, column); }
  void bind(int place, std::int64_t number) { sqlite3_bind_int64(m_statement, place, number); }
  void bind(int place, const std::string &text) { // the text must live until the step
    sqlite3_bind_text64(m_statement, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  void reset() { sqlite3_reset(m_statement); }

private:
  sqlite3_stmt *m_statement = nullptr;
};

class SqliteLedger : public LedgerStore {
public:
  explicit SqliteLedger(std::string path) : m_path(std::move(path)) {}
  ~SqliteLedger() override {
    m_append.reset();
    sqlite3_close(m_database); // rolls back what is not committed
  }
  SqliteLedger(const SqliteLedger &) = delete;
  SqliteLedger &operator=(const SqliteLedger &) = delete;

  Result<void> open(bool create) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(m_path.c_str(), &m_database, flags, nullptr) != SQLITE_OK) {
      return refuse("can't be opened", create ? "check the folder and the permissions"
                                              : "check the path and the permissions; acsgate wave start makes a ledger");
    }
    sqlite3_busy_timeout(m_database, k_patience_ms);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    if (auto set = run("PRAGMA synchronous = FULL"); !set) {
      return set;
    }
    return create ? make() : check();
  }

  Result<void> begin(bool writer) override { return run(writer ? "BEGIN IMMEDIATE" : "BEGIN"); }

  Result<void> read(const OnEvent &on_event) override {
    Statement events(m_database, "SELECT number, body, hash FROM events ORDER BY number");
    int step = events ? events.step() : SQLITE_ERROR;
    for (; step == SQLITE_ROW; step = events.step()) {
      if (auto taken = on_event({static_cast<std::uint64_t>(events.number(0)), events.text(1), events.text(2)}); !taken) {
        return taken;
      }
    }
    return step == SQLITE_DONE ? Result<void>() : refuse("can't be read to its end", k_damage);
  }

  Result<void> append(const StoredEvent &event) override {
    if (!m_append) {
      m_append = std::make_unique<Statement>(m_database, "INSERT INTO events (number, body, hash) VALUES (?, ?, ?)");
    }
    if (!*m_append) {
      return refuse("can't be written", k_room);
    }
    m_append->bind(1, static_cast<std::int64_t>(event.number));
    m_append->bind(2, event.body);
    m_append->bind(3, event.hash);
    const int step = m_append->step();
    m_append->reset();
    return step == SQLITE_DONE ? Result<void>() : refuse("can't be written", k_room);
  }

  Result<void> commit() override { return run("COMMIT"); }

private:
  static constexpr const char *k_room = "nothing of this command was kept; check the disk and try again";
  static constexpr const char *k_damage = "keep the file as evidence, and go on from a copy that verifies";

  Result<void> make() {
    // Whoever else makes it at the same moment is waited for.
    if (auto begun = run("BEGIN IMMEDIATE"); !begun) {
      return begun;
    }
    Statement tables(m_database, "SELECT count(*) FROM sqlite_schema");
    const bool is_new = tables && tables.step() == SQLITE_ROW && tables.number(0) == 0;
    tables.reset();
    if (auto made = is_new ? run(std::string(k_schema).c_str()) : Result<void>(); !made) {
      return made;
    }
    if (auto done = run("COMMIT"); !done) {
      return done;
    }
    if (auto wal = run("PRAGMA journal_mode = WAL"); !wal) {
      return wal;
    }
    return check();
  }

  Result<void> check() {
    Statement id(m_database, "PRAGMA application_id");
    if (!id || id.step() != SQLITE_ROW || id.number(0) != k_application_id) {
      return refuse("is no ledger of acsgate", "name the file that acsgate wave start made");
    }
    id.reset();
    Statement version(m_database, "PRAGMA user_version");
    if (!version || version.step() != SQLITE_ROW || version.number(0) != 1) {
      return refuse("is a ledger of another version", "use the program that made it");
    }
    return {};
  }

  Result<void> run(const char *command) {
    const int code = sqlite3_exec(m_database, command, nullptr, nullptr, nullptr);
    return code == SQLITE_OK     ? Result<void>()
           : code == SQLITE_BUSY ? refuse("is in use", "another acsgate has worked on it for a minute; try again")
                                 : refuse("can't be used", k_room);
  }

  tl::unexpected<Error> refuse(const std::string &what, const char *fix) {
    const std::string why = m_database == nullptr ? "out of memory" : sqlite3_errmsg(m_database);
    const int code = m_database == nullptr ? SQLITE_NOMEM : sqlite3_errcode(m_database);
    const bool told = code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
    return tl::unexpected(Error{ErrorKind::input, m_path, told ? what + ": " + why : what, fix});
  }

  std::string m_path;
  sqlite3 *m_database = nullptr;
  std::unique_ptr<Statement> m_append;
};

Result<void> refuse_network(const std::string &path) {
  const auto folder = path_of(path).parent_path();
  struct statfs status{};
  if (statfs(folder.empty() ? "." : folder.c_str(), &status) != 0) {
    return tl::unexpected(Error{ErrorKind::input, path, "lies in a folder that can't be looked at", "check the path"});
  }
  const auto name = network_file_system(static_cast<std::uint32_t>(status.f_type));
  if (!name.empty()) {
    return tl::unexpected(Error{ErrorKind::input, path, "lies on a network file system (" + std::string(name) + ')',
                                "keep the ledger on a local disk of the one controller that leases hosts"});
  }
  return {};
}

} // namespace

Result<std::unique_ptr<LedgerStore>> open_sqlite_ledger(const std::string &path, bool create) {
  if (auto near = refuse_network(path); !near) {
    return tl::unexpected(std::move(near.error()));
  }
  auto ledger = std::make_unique<SqliteLedger>(path);
  if (auto opened = ledger->open(create); !opened) {
    return tl::unexpected(std::move(opened.error()));
  }
  return ledger;
}

} // namespace acsgate
