#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feeds/file/file_watch.hpp"
#include "daemon/web_config/web_config.hpp"

namespace entangled {

/// Keeps the web configuration that is in force, and reads it again when its file or a certificate changes. A file that
/// cannot be used changes nothing. Lives on the loop.
class WebDesk {
  public:
    /// `changed` is told after each reading that a file caused, accepted or not.
    using Changed = std::function<void()>;
    /// `first` is in force at once and has no errors; an empty path is no file.
    WebDesk(boost::asio::any_io_executor loop, std::string path, LoadedWebConfig first, Changed changed);

    [[nodiscard]] const std::shared_ptr<const web::Access>& access() const noexcept { return in_force_.access; }
    /// Whether the last reading was accepted.
    [[nodiscard]] bool is_accepted() const noexcept { return refusal_.empty(); }
    /// Reads without taking; errors also name what cannot change while running.
    [[nodiscard]] LoadedWebConfig read() const;
    /// Puts what was read in force if it has no errors; logs what there is to say, the same refusal once.
    void take(LoadedWebConfig loaded);
    /// Logs that a client did not get through TLS: the first, then one a minute with the number of the others.
    void tls_failed(std::string_view fault, std::string_view detail, std::string_view peer);

  private:
    void watch(std::vector<std::string> files);

    boost::asio::any_io_executor loop_;
    std::string path_;
    LoadedWebConfig in_force_;
    Changed changed_;
    std::string refusal_;  ///< every error of the last reading; empty if it was accepted
    std::vector<std::string> watched_;
    std::unique_ptr<FileWatch> watch_;
    std::chrono::steady_clock::time_point quiet_until_;
    std::uint64_t unlogged_{0};
};

}  // namespace entangled
