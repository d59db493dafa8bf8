#include "artifact/scratch_file.hpp"
#include "artifact/unpack.hpp"
#include "base/text.hpp"

#include <mspack.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <tuple>

namespace acsgate {

namespace {

constexpr std::size_t k_max_files = 65'535; ///< a cabinet's own limit
constexpr std::size_t k_max_name = 200;
constexpr std::size_t k_head = 2; ///< `MZ`

struct Unpacking;

/// What libmspack reads from or writes to: the cabinet, or the file that is being unpacked.
struct Stream {
  Unpacking *unpacking = nullptr;
  bool output = false;
  std::uint64_t at = 0;
};

/// libmspack calls back through this, with itself as the first argument.
struct Unpacking : mspack_system {
  ByteSource *cabinet = nullptr;
  ScratchFile program;
  std::string head;
  bool is_program = false;
  bool full = false; ///< the temporary file could not take all of it
};

mspack_file *as_file(Stream *stream) { return reinterpret_cast<mspack_file *>(stream); }
Stream &stream_of(mspack_file *file) { return *reinterpret_cast<Stream *>(file); }

mspack_file *open_stream(mspack_system *self, const char * /*filename*/, int mode) {
  auto *stream = new (std::nothrow) Stream{static_cast<Unpacking *>(self), mode == MSPACK_SYS_OPEN_WRITE, 0};
  return as_file(stream);
}

void close_stream(mspack_file *file) { delete &stream_of(file); }

int read_stream(mspack_file *file, void *buffer, int bytes) {
  Stream &stream = stream_of(file);
  ByteSource &cabinet = *stream.unpacking->cabinet;
  if (stream.output || bytes < 0 || stream.at > cabinet.size()) {
    return -1;
  }
  const auto count =
      static_cast<std::size_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(bytes), cabinet.size() - stream.at));
  if (!cabinet.read(stream.at, std::span(static_cast<char *>(buffer), count))) {
    return -1;
  }
  stream.at += count;
  return static_cast<int>(count);
}

/// Keeps what may be a program, and lets the rest go by.
int write_stream(mspack_file *file, void *buffer, int bytes) {
  Unpacking &unpacking = *stream_of(file).unpacking;
  std::string_view piece(static_cast<const char *>(buffer), static_cast<std::size_t>(std::max(bytes, 0)));
  if (unpacking.head.size() < k_head) {
    const std::size_t count = std::min(k_head - unpacking.head.size(), piece.size());
    unpacking.head += piece.substr(0, count);
    piece.remove_prefix(count);
    if (unpacking.head.size() == k_head) {
      unpacking.is_program = unpacking.head == "MZ";
      unpacking.full = unpacking.is_program && !unpacking.program.append(unpacking.head);
    }
  }
  if (unpacking.is_program && !unpacking.full) {
    unpacking.full = !unpacking.program.append(piece);
  }
  return bytes;
}

int seek_stream(mspack_file *file, off_t offset, int mode) {
  Stream &stream = stream_of(file);
  const auto size = static_cast<std::int64_t>(stream.unpacking->cabinet->size());
  const std::int64_t from = mode == MSPACK_SYS_SEEK_START ? 0
                            : mode == MSPACK_SYS_SEEK_CUR ? static_cast<std::int64_t>(stream.at)
                                                          : size;
  const std::int64_t to = from + offset;
  if (to < 0 || to > size) {
    return -1;
  }
  stream.at = static_cast<std::uint64_t>(to);
  return 0;
}

off_t tell_stream(mspack_file *file) { return static_cast<off_t>(stream_of(file).at); }

void no_message(mspack_file * /*file*/, const char * /*format*/, ...) {} // NOLINT(cert-dcl50-cpp): libmspack's interface

void *allocate(mspack_system * /*self*/, std::size_t bytes) { return std::malloc(bytes); } // NOLINT: libmspack's interface
void release(void *memory) { std::free(memory); }                                          // NOLINT: libmspack's interface
void copy_bytes(void *from, void *to, std::size_t bytes) { std::memcpy(to, from, bytes); }

void set_up(Unpacking &unpacking) {
  unpacking.open = open_stream;
  unpacking.close = close_stream;
  unpacking.read = read_stream;
  unpacking.write = write_stream;
  unpacking.seek = seek_stream;
  unpacking.tell = tell_stream;
  unpacking.message = no_message;
  unpacking.alloc = allocate;
  unpacking.free = release;
  unpacking.copy = copy_bytes;
  unpacking.null_ptr = nullptr;
}

/// The files in the order in which they lie there, so that nothing has to be decompressed twice.
std::vector<mscabd_file *> files_in_order(const mscabd_cabinet &cabinet) {
  std::vector<mscabd_file *> files;
  for (mscabd_file *file = cabinet.files; file != nullptr && files.size() < k_max_files; file = file->next) {
    files.push_back(file);
  }
  std::vector<mscabd_folder *> folders;
  for (mscabd_folder *folder = cabinet.folders; folder != nullptr && folders.size() < k_max_files; folder = folder->next) {
    folders.push_back(folder);
  }
  const auto place = [&](const mscabd_file *file) {
    return std::tuple(std::ranges::find(folders, file->folder) - folders.begin(), file->offset);
  };
  std::ranges::stable_sort(files, {}, place);
  return files;
}

/// How much has to be decompressed for each file; files that overlap begin the folder anew.
class Budget {
public:
  explicit Budget(std::uint64_t &left) : m_left(left) {}

  bool allows(const mscabd_file &file) {
    const std::uint64_t end = std::uint64_t{file.offset} + file.length;
    const std::uint64_t needed = file.folder == m_folder && file.offset >= m_at ? end - m_at : end;
    m_folder = file.folder;
    m_at = end;
    if (needed > m_left) {
      return false;
    }
    m_left -= needed;
    return true;
  }

private:
  const mscabd_folder *m_folder = nullptr;
  std::uint64_t m_at = 0;
  std::uint64_t &m_left;
};

Readable<void> unpack_files(mscab_decompressor &decompressor, Unpacking &unpacking, const mscabd_cabinet &cabinet,
                            std::uint64_t &left, const OnProgram &take) {
  Budget budget(left);
  Readable<void> result;
  for (mscabd_file *file : files_in_order(cabinet)) {
    if (!budget.allows(*file)) {
      return tl::unexpected(std::string("there is too much to unpack"));
    }
    unpacking.program.clear();
    unpacking.head.clear();
    unpacking.is_program = false;
    unpacking.full = false;
    const std::string name = file->filename == nullptr ? std::string() : printable(file->filename, k_max_name);
    if (const int error = decompressor.extract(&decompressor, file, ""); error != MSPACK_ERR_OK) {
      result = tl::unexpected(name + " can't be unpacked");
      continue;
    }
    if (unpacking.full) {
      return tl::unexpected(std::string("the folder for temporary files has no room"));
    }
    if (unpacking.is_program && !take(name, unpacking.program)) {
      return tl::unexpected(std::string("it holds too many programs"));
    }
  }
  return result;
}

struct Destroy {
  void operator()(mscab_decompressor *decompressor) const { mspack_destroy_cab_decompressor(decompressor); }
};

} // namespace

std::string_view why_none_is_unpacked() { return {}; }

Readable<void> unpack_cabinet(ByteSource &cabinet, std::uint64_t &budget, const OnProgram &take) {
  Unpacking unpacking;
  set_up(unpacking);
  unpacking.cabinet = &cabinet;
  const std::unique_ptr<mscab_decompressor, Destroy> decompressor(mspack_create_cab_decompressor(&unpacking));
  if (decompressor == nullptr) {
    return tl::unexpected(std::string("there is no memory to unpack it"));
  }
  mscabd_cabinet *opened = decompressor->open(decompressor.get(), "");
  if (opened == nullptr) {
    return tl::unexpected(std::string("the cabinet can't be read"));
  }
  auto result = unpack_files(*decompressor, unpacking, *opened, budget, take);
  if (result && (opened->flags & (MSCAB_HDR_PREVCAB | MSCAB_HDR_NEXTCAB)) != 0) {
    result = tl::unexpected(std::string("the cabinet goes on in another file"));
  }
  decompressor->close(decompressor.get(), opened);
  return result;
}

} // namespace acsgate
