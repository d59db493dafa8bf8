#include "artifact/msi_package.hpp"

#include "artifact/little_endian.hpp"

#include <algorithm>

namespace acsgate {

namespace {

using EntryKind = CompoundEntry::Kind;

constexpr std::string_view k_signature_name = "\x05"
                                              "DigitalSignature";
constexpr std::string_view k_extra_name = "\x05"
                                          "MsiDigitalSignatureEx";
constexpr std::size_t k_max_signature_stream = std::size_t{16} << 20U;
constexpr std::size_t k_max_extra = 64;
constexpr std::size_t k_max_storages = 16; ///< below each other
/// {000C1084-0000-0000-C000-000000000046} as it is stored; a patch has 1086, a transform 1082.
constexpr std::string_view k_class_tail("\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", 14);

/// True for the two streams that a signature consists of.
bool is_signature_stream(const CompoundEntry &entry) {
  const auto is = [&entry](std::string_view name) {
    if (entry.name.size() != 2 * name.size() + 2) {
      return false;
    }
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (u16_at(entry.name, 2 * i) != static_cast<std::uint8_t>(name[i])) {
        return false;
      }
    }
    return true;
  };
  return is(k_signature_name) || is(k_extra_name);
}

/// Names, sizes, classes and times, as msi.dll hashes them for the extra digest (after osslsigncode's msi.c).
std::string metadata(const CompoundEntry &entry) {
  std::string bytes;
  if (entry.kind != EntryKind::root) {
    bytes += std::string_view(entry.name).substr(0, entry.name.size() < 2 ? 0 : entry.name.size() - 2);
  }
  if (entry.kind == EntryKind::stream) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>(entry.size >> shift & 0xFFU);
    }
  } else {
    bytes += entry.class_id;
  }
  bytes += entry.state;
  return entry.kind == EntryKind::root ? bytes : bytes + entry.times;
}

/// Walks all of a package in the order of its digest: streams by name, storages with what is in them.
class MsiWalk {
public:
  explicit MsiWalk(CompoundFile &file) : m_file(file) {}

  /// `enter` is called before what a storage (or the root) holds, `leave` after it, `stream` for each stream; false from it is an
  /// end with trouble that `stream` keeps.
  template <class Enter, class Stream, class Leave>
  Readable<void> run(const Enter &enter, const Stream &stream, const Leave &leave) {
    std::vector<Frame> open;
    std::uint64_t met = 0;
    if (auto frame = frame_of(m_file.root()); frame) {
      open.push_back(std::move(*frame));
    } else {
      return tl::unexpected(std::move(frame.error()));
    }
    enter(m_file.root());
    while (!open.empty()) {
      Frame &frame = open.back();
      if (frame.next == frame.children.size()) {
        leave(*frame.storage);
        open.pop_back();
        continue;
      }
      const CompoundEntry &entry = m_file.entries()[frame.children[frame.next++]];
      if (++met > m_file.entries().size() || open.size() > k_max_storages) {
        return tl::unexpected(std::string("its directory is no tree"));
      }
      if (entry.kind == EntryKind::stream) {
        if (open.size() == 1 && is_signature_stream(entry)) {
          continue;
        }
        if (auto done = stream(entry); !done) {
          return done;
        }
        continue;
      }
      auto inner = frame_of(entry);
      if (!inner) {
        return tl::unexpected(std::move(inner.error()));
      }
      enter(entry);
      open.push_back(std::move(*inner));
    }
    return {};
  }

private:
  struct Frame {
    const CompoundEntry *storage;
    std::vector<std::uint32_t> children;
    std::size_t next = 0;
  };

  Readable<Frame> frame_of(const CompoundEntry &storage) {
    auto children = m_file.children(storage);
    if (!children) {
      return tl::unexpected(std::move(children.error()));
    }
    return Frame{&storage, std::move(*children)};
  }

  CompoundFile &m_file;
};

Readable<FileDigests> digest_metadata(CompoundFile &file, const HashSet &wanted) {
  DigestRun run(wanted);
  const auto add = [&run](const CompoundEntry &entry) { run.add(metadata(entry)); };
  auto walked = MsiWalk(file).run(
      add,
      [&add](const CompoundEntry &entry) {
        add(entry);
        return Readable<void>();
      },
      [](const CompoundEntry &) {});
  return walked ? Readable<FileDigests>(run.finish()) : tl::unexpected(std::move(walked.error()));
}

} // namespace

bool is_msi_package(const CompoundFile &file) {
  const std::string_view id = file.root().class_id;
  const std::uint16_t kind = u16_at(id, 0);
  return (kind == 0x1082 || kind == 0x1084 || kind == 0x1086) && id.substr(2) == k_class_tail;
}

Readable<MsiPackage> read_msi_package(CompoundFile &file) {
  MsiPackage package;
  auto signature = file.root_stream(k_signature_name, k_max_signature_stream);
  if (!signature) {
    return tl::unexpected(std::move(signature.error()));
  }
  auto extra = file.root_stream(k_extra_name, k_max_extra);
  if (!extra) {
    return tl::unexpected(std::move(extra.error()));
  }
  const std::optional<std::string> bytes = std::move(*signature);
  package.extra = std::move(*extra);
  if ((bytes && bytes->empty()) || (package.extra && !bytes)) {
    return tl::unexpected(std::string("its signature is empty"));
  }
  package.signature = bytes.value_or("");
  return package;
}

Readable<FileDigests> digest_msi_package(CompoundFile &file, const MsiPackage &package, const HashSet &wanted) {
  FileDigests extra;
  if (package.extra) {
    auto digests = digest_metadata(file, wanted);
    if (!digests) {
      return digests;
    }
    extra = std::move(*digests);
  }
  // Each digest begins with that of the metadata in its own algorithm.
  std::vector<DigestRun> runs;
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) {
      HashSet one{};
      one[i] = true;
      runs.emplace_back(one).add(extra[i]);
      which.push_back(i);
    }
  }
  const auto add = [&runs](std::string_view piece) {
    for (DigestRun &each : runs) {
      each.add(piece);
    }
  };
  std::uint64_t read_so_far = 0;
  auto walked = MsiWalk(file).run([](const CompoundEntry &) {},
                                  [&](const CompoundEntry &entry) -> Readable<void> {
                                    read_so_far += entry.size;
                                    if (read_so_far > file.size()) {
                                      return tl::unexpected(std::string("its streams are longer together than the file"));
                                    }
                                    return file.read(entry, [&add](std::string_view piece) {
                                      add(piece);
                                      return true;
                                    });
                                  },
                                  [&add](const CompoundEntry &storage) { add(storage.class_id); });
  if (!walked) {
    return tl::unexpected(std::move(walked.error()));
  }
  FileDigests digests;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t algorithm = which[i];
    if (!package.extra || *package.extra == extra[algorithm]) {
      digests[algorithm] = runs[i].finish()[algorithm];
    }
  }
  return digests;
}

} // namespace acsgate
