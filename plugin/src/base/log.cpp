#include "base/log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>
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

void write(spdlog::level::level_enum level, std::string_view message) {
  if (g_logger) {
    g_logger->log(level, "{}", message);
  }
}

/// A log that can't be written must not stop a decision, nor be lost without a word.
void complain_once(const std::string &why, bool quiet) {
  static bool complained = false;
  if (!complained && !quiet) {
    std::fprintf(stderr, "acsgate: warning: the log is not complete: %s\n", why.c_str());
  }
  complained = true;
}

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
  try {
    if (!file.empty()) {
      g_logger = std::make_shared<spdlog::logger>("acsgate", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
      g_logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z [%P] %l: %v");
      g_logger->flush_on(spdlog::level::info);
    } else if (!quiet) {
      g_logger = std::make_shared<spdlog::logger>("acsgate", std::make_shared<spdlog::sinks::stderr_sink_mt>());
      g_logger->set_pattern("acsgate: %l: %v");
    } else {
      return {};
    }
    g_logger->set_level(level_of(level));
    g_logger->set_error_handler([quiet](const std::string &why) { complain_once(why, quiet); });
  } catch (const spdlog::spdlog_ex &) {
    return tl::unexpected(Error{ErrorKind::input, file, "can't be opened for the log", "check the path and the permissions"});
  }
  return {};
}

void log_debug(std::string_view message) { write(spdlog::level::debug, message); }
void log_info(std::string_view message) { write(spdlog::level::info, message); }
void log_warning(std::string_view message) { write(spdlog::level::warn, message); }

void report_error(std::string_view message) {
  std::fprintf(stderr, "acsgate: error: %.*s\n", static_cast<int>(message.size()), message.data());
  if (g_logger && dynamic_cast<spdlog::sinks::basic_file_sink_mt *>(g_logger->sinks().front().get()) != nullptr) {
    write(spdlog::level::err, message);
  }
}

} // namespace acsgate
