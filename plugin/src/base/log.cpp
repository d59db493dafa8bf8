#include "base/log.hpp"

#include "base/file.hpp"
#include "base/log_file.hpp"
#include "base/text.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <array>
#include <iostream>
#include <utility>

namespace acsgate {

namespace {

constexpr std::array<std::pair<std::string_view, LogLevel>, 4> k_levels{{
    {"debug", LogLevel::debug},
    {"info", LogLevel::info},
    {"warn", LogLevel::warn},
    {"error", LogLevel::error},
}};

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
  case LogLevel::debug:
    return spdlog::level::debug;
  case LogLevel::info:
    return spdlog::level::info;
  case LogLevel::warn:
    return spdlog::level::warn;
  case LogLevel::error:
    break;
  }
  return spdlog::level::err;
}

std::shared_ptr<spdlog::logger> g_logger; // null until open_log: nothing is logged before
bool g_in_file = false;                   // where g_logger writes to

void write(spdlog::level::level_enum level, std::string_view message) {
  if (g_logger) {
    g_logger->log(level, "{}", message);
  }
}

/// A log that can't be written must not stop a decision, nor be lost without a word.
void complain_once(const std::string &where, const std::string &why, bool quiet) {
  static bool complained = false;
  if (!complained && !quiet) {
    std::cerr << "acsgate: warning: the log is not complete: " + printable(where) + ": " + printable(why) + '\n';
  }
  complained = true;
}

class FileSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
  explicit FileSink(LogFile file) : m_file(std::move(file)) {}

protected:
  void sink_it_(const spdlog::details::log_msg &message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    if (const auto why = m_file.append({line.data(), line.size()})) {
      throw spdlog::spdlog_ex(*why);
    }
  }
  void flush_() override {} // append does

private:
  LogFile m_file;
};

} // namespace

std::optional<LogLevel> parse_log_level(std::string_view name) {
  for (const auto &[word, level] : k_levels) {
    if (word == name) {
      return level;
    }
  }
  return std::nullopt;
}

Result<void> open_log(LogLevel level, const std::string &file, bool quiet) {
  spdlog::sink_ptr sink;
  if (!file.empty()) {
    LogFile log_file(path_of(file), k_max_log_bytes, k_old_logs);
    if (const auto why = log_file.open()) {
      return tl::unexpected(
          Error{ErrorKind::input, file, "can't be opened for the log: " + *why, "check the path and the permissions"});
    }
    sink = std::make_shared<FileSink>(std::move(log_file));
    sink->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z [%P] %l: %v");
    g_in_file = true;
  } else if (!quiet) {
    sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(std::cerr);
    sink->set_formatter(std::make_unique<spdlog::pattern_formatter>("acsgate: %l: %v", spdlog::pattern_time_type::local, "\n"));
  } else {
    return {};
  }
  g_logger = std::make_shared<spdlog::logger>("acsgate", std::move(sink));
  g_logger->set_level(level_of(level));
  g_logger->set_error_handler([where = file, quiet](const std::string &why) { complain_once(where, why, quiet); });
  return {};
}

void log_debug(std::string_view message) { write(spdlog::level::debug, message); }
void log_info(std::string_view message) { write(spdlog::level::info, message); }
void log_warning(std::string_view message) { write(spdlog::level::warn, message); }

void report_error(std::string_view message) {
  std::cerr << "acsgate: error: " + std::string(message) + '\n';
  if (g_in_file) {
    write(spdlog::level::err, message);
  }
}

} // namespace acsgate
