#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace acsgate {

/// Threads that were given up because they took too long, and may still run. While there is one, the process must end by
/// end_process: whatever is taken down before its end could be in use.
[[nodiscard]] std::atomic<unsigned> &abandoned_threads();

/// Ends the process at once: nothing is flushed, no destructor runs, no DLL is asked.
[[noreturn]] void end_process(int exit_code);

/// Runs `work`, which must not throw, in a thread of its own that nobody waits for. Throws std::exception where none can be had.
void run_detached(std::function<void()> work);

/// How a piece of work ended. `late`: it did not, in the time that it had; `failed`: by an exception, or it could not start.
enum class WorkEnd { done, failed, late };

/// Work in a thread of its own that can be given up. It must own all that it uses, or share it.
template <class T> class Worker {
public:
  template <class Work> explicit Worker(Work work) : m_state(std::make_shared<State>()) {
    try {
      run_detached([state = m_state, work = std::make_shared<Work>(std::move(work))] {
        std::optional<T> result;
        try {
          result.emplace((*work)());
        } catch (...) {
          result.reset(); // there is nobody to tell more than that it failed
        }
        const std::lock_guard lock(state->mutex);
        state->result = std::move(result);
        state->ended = true;
        state->end.notify_all();
      });
    } catch (const std::exception &) {
      m_state->ended = true;
    }
  }

  /// Waits for the end, no longer than until `deadline`; then gives the work up.
  [[nodiscard]] WorkEnd wait(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(m_state->mutex);
    if (!m_state->end.wait_until(lock, deadline, [this] { return m_state->ended; })) {
      abandoned_threads().fetch_add(1);
      return WorkEnd::late;
    }
    return m_state->result ? WorkEnd::done : WorkEnd::failed;
  }

  /// The result, once after wait has said `done`.
  [[nodiscard]] T take() { return std::move(*m_state->result); } // NOLINT(bugprone-unchecked-optional-access): see wait

private:
  struct State {
    std::mutex mutex;
    std::condition_variable end;
    bool ended = false;
    std::optional<T> result;
  };
  std::shared_ptr<State> m_state;
};

} // namespace acsgate
