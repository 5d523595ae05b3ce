#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled {

/// Watches files by inotify: their contents, and that they are replaced, deleted, made again, or reached through
/// another link or folder. Costs nothing while nothing happens in their folders. Lives and calls on the executor's
/// thread.
class FileWatch {
  public:
    using Changed = std::function<void(std::string_view path)>;
    struct Options {
        /// From the first event to the call, so that a burst of events is one call.
        Duration settle{std::chrono::milliseconds{200}};
    };

    /// Calls `changed` with a path of `paths` after it may have changed; a call may come without a change, never the
    /// other way round unless `problems` says so. What happened before construction is not reported.
    FileWatch(const boost::asio::any_io_executor& executor, std::vector<std::string> paths, Changed changed,
              Options options);
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;
    /// No call comes after destruction. May be destroyed from within a call.
    ~FileWatch();

    /// What cannot be watched at present, why, and what to do; such files are seen at their scheduled read only.
    [[nodiscard]] std::vector<std::string> problems() const;

  private:
    class Inotify;
    std::shared_ptr<Inotify> inotify_;
};

}  // namespace entangled
