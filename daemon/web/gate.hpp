#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <optional>
#include <string>

#include "daemon/web/access.hpp"
#include "daemon/web/authorization.hpp"
#include "daemon/web/http_types.hpp"
#include "daemon/web/verdict_cache.hpp"

namespace entangled::web {

/// Decides who is answered. Lives on the loop; passwords are hashed one after the other on a thread of its own, which
/// is started with the first users.
class Gate {
  public:
    static constexpr int most_pending = 16;  ///< checks that wait; further ones are answered 503

    Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    /// Waits for the check under way, drops those that wait.
    ~Gate();

    /// From the next request on.
    void use(std::shared_ptr<const Access> access);
    [[nodiscard]] const std::shared_ptr<const Access>& access() const noexcept { return access_; }

    /// What to answer instead of the page; empty if the client may have it. The gate has to outlive the wait.
    [[nodiscard]] boost::asio::awaitable<std::optional<Response>> refusal(std::string target,
                                                                          std::string authorization);
    /// Drops all checks and those who wait for them.
    void close();

  private:
    [[nodiscard]] boost::asio::awaitable<std::optional<Response>> judge(Credentials credentials);
    [[nodiscard]] const std::string& hash_of(const std::string& user) const;

    std::shared_ptr<const Access> access_;
    std::optional<TokenBucket> bucket_;
    std::unique_ptr<VerdictCache> cache_;
    std::unique_ptr<boost::asio::thread_pool> worker_;
    int pending_{0};
};

}  // namespace entangled::web
