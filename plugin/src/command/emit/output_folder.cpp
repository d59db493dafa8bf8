#include "command/emit/output_folder.hpp"

#include "base/file.hpp"
#include "base/held_file.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "report/json_parts.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace acsgate {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_list = "emit.json";
constexpr std::size_t k_max_list_bytes = 1U << 20U;
constexpr std::size_t k_max_entries = 10'000; ///< of a folder that is there already

/// Path below the folder, and SHA-256.
using FileList = std::map<std::string, std::string>;

Error cant(const fs::path &path, std::string what, const std::error_code &error) {
  return {ErrorKind::input, utf8_of(path), std::move(what) + (error ? ": " + error.message() : ""),
          "check the path, the permissions and the free space"};
}

/// Removes the folder beside it unless it was put in its place.
class Aside {
public:
  explicit Aside(fs::path path) : m_path(std::move(path)) { remove(); }
  ~Aside() { remove(); }
  Aside(const Aside &) = delete;
  Aside &operator=(const Aside &) = delete;
  Aside(Aside &&) = delete;
  Aside &operator=(Aside &&) = delete;

  [[nodiscard]] const fs::path &path() const { return m_path; }

private:
  void remove() const {
    std::error_code error;
    fs::remove_all(m_path, error);
  }
  fs::path m_path;
};

Result<fs::path> place_for(const fs::path &folder, const std::string &path) {
  const fs::path place = folder / path_of(path);
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  return error ? tl::unexpected(cant(place.parent_path(), "can't be made", error)) : Result<fs::path>(place);
}

Result<void> write_files(const fs::path &folder, const EmittedFiles &files, FileList &list) {
  for (const EmittedFile &file : files) {
    const auto place = place_for(folder, file.path);
    if (!place) {
      return tl::unexpected(place.error());
    }
    if (auto written = write_new_file(*place, file.bytes); !written) {
      return written;
    }
    list[file.path] = sha256_hex(file.bytes);
  }
  return {};
}

Result<void> copy_files(const fs::path &folder, const std::vector<CopiedFile> &copies, FileList &list) {
  for (const CopiedFile &file : copies) {
    const auto place = place_for(folder, file.path);
    if (!place) {
      return tl::unexpected(place.error());
    }
    std::error_code error;
    if (!fs::copy_file(path_of(file.from), *place, error)) {
      return tl::unexpected(cant(path_of(file.from), "can't be copied", error));
    }
    const auto copy = HeldFile::open(utf8_of(*place), {});
    if (!copy || copy->sha256() != file.sha256) {
      return tl::unexpected(copy ? Error{ErrorKind::input, file.from, "changed while it was copied", "try again"} : copy.error());
    }
    list[file.path] = file.sha256;
  }
  return {};
}

std::string list_text(const std::string &about, const FileList &list) {
  Json document = Json::parse(about, nullptr, false);
  Json files = Json::array();
  for (const auto &[path, sha256] : list) {
    files.push_back(Json{{"path", path}, {"sha256", sha256}});
  }
  document["files"] = std::move(files);
  return ascii(document, 2) + '\n';
}

bool has_text(const Json &object, const char *key) {
  return object.is_object() && object.contains(key) && object[key].is_string();
}

/// The list of a folder that emit wrote.
Result<FileList> read_list(const fs::path &folder) {
  const auto text = read_file(folder / path_of(k_list), k_max_list_bytes, ErrorKind::input);
  const Json document = text ? Json::parse(*text, nullptr, false) : Json();
  FileList list;
  if (has_text(document, "schema") && document["schema"] == "acsgate.emit/v1" && document.contains("files")) {
    for (const Json &file : document["files"]) {
      if (has_text(file, "path") && has_text(file, "sha256")) {
        list[file["path"].get<std::string>()] = file["sha256"].get<std::string>();
      }
    }
  }
  if (list.empty()) {
    return tl::unexpected(
        Error{ErrorKind::input, utf8_of(folder), "is there already, and acsgate emit did not write it", "name another folder"});
  }
  return list;
}

/// What in the folder is not as emit wrote it; empty: nothing.
Result<std::string> changed_in(const fs::path &folder, const FileList &list) {
  std::error_code error;
  std::size_t seen = 0;
  std::size_t entries = 0;
  for (auto entry = fs::recursive_directory_iterator(folder, error); !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    std::string path = utf8_of(entry->path().lexically_relative(folder));
    if (++entries > k_max_entries || (!entry->is_directory() && path != k_list && !list.contains(path))) {
      return path;
    }
    seen += list.contains(path) ? 1 : 0;
  }
  if (error) {
    return tl::unexpected(cant(folder, "can't be listed", error));
  }
  for (const auto &[path, sha256] : list) {
    const auto held = HeldFile::open(utf8_of(folder / path_of(path)), {});
    if (!held || held->sha256() != sha256) {
      return path;
    }
  }
  return seen == list.size() ? "" : std::string(k_list);
}

Result<void> move_folder(const fs::path &from, const fs::path &to) {
  std::error_code error;
  fs::rename(from, to, error);
  return error ? tl::unexpected(cant(to, "can't be written", error)) : Result<void>();
}

/// Puts the new folder in the place of the old one; the old one is kept only if that was asked for.
Result<void> put_in_place(const fs::path &folder, const Aside &aside, bool keep) {
  std::error_code error;
  fs::path old = folder;
  old += keep ? ".old" : ".acsgate-old";
  if (!keep) {
    fs::remove_all(old, error);
  } else if (fs::exists(old, error)) {
    return tl::unexpected(Error{ErrorKind::input, utf8_of(old), "is there already, from an earlier --force", "move it away"});
  }
  if (auto moved = move_folder(folder, old); !moved) {
    return moved;
  }
  if (auto moved = move_folder(aside.path(), folder); !moved) {
    (void)move_folder(old, folder);
    return moved;
  }
  if (!keep) {
    fs::remove_all(old, error);
  }
  return {};
}

} // namespace

Result<Written> write_output_folder(const std::string &folder, const std::string &about, const EmittedFiles &files,
                                    const std::vector<CopiedFile> &copies, bool force) {
  fs::path target = path_of(folder).lexically_normal();
  if (!target.has_filename()) {
    target = target.parent_path();
  }
  fs::path beside = target;
  beside += ".acsgate-new";
  const Aside aside(std::move(beside));
  FileList list;
  auto done = write_files(aside.path(), files, list);
  done = done ? copy_files(aside.path(), copies, list) : std::move(done);
  const std::string text = list_text(about, list);
  done = done ? write_new_file(aside.path() / path_of(k_list), text) : std::move(done);
  if (!done) {
    return tl::unexpected(std::move(done.error()));
  }
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) {
    done = move_folder(aside.path(), target);
    return done ? Result<Written>(Written::anew) : tl::unexpected(std::move(done.error()));
  }
  const auto old = read_list(target);
  const auto changed = old ? changed_in(target, *old) : Result<std::string>(tl::unexpected(old.error()));
  if (!changed) {
    return tl::unexpected(changed.error());
  }
  if (!changed->empty() && !force) {
    return tl::unexpected(Error{ErrorKind::input, utf8_of(target / path_of(*changed)), "is not as acsgate emit wrote it",
                                "name another folder, or give --force, which keeps the old folder beside the new one"});
  }
  const auto before = read_file(target / path_of(k_list), k_max_list_bytes, ErrorKind::input);
  if (changed->empty() && before && *before == text) {
    return Written::unchanged;
  }
  done = put_in_place(target, aside, force && !changed->empty());
  return done ? Result<Written>(Written::replaced) : tl::unexpected(std::move(done.error()));
}

} // namespace acsgate
