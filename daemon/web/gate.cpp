#include "daemon/web/gate.hpp"

#include "daemon/web/password.hpp"
#include "daemon/web/routes.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace entangled::web {
namespace {

namespace asio = boost::asio;

asio::awaitable<bool> check(std::string password, std::string hash) { co_return password_matches(password, hash); }

/// Counts one check while it lives.
class Slot {
  public:
    explicit Slot(int& count) noexcept : count_(count) { ++count_; }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot() { --count_; }

  private:
    int& count_;
};

Response unauthorized()
{
    Response response = plain_response(401, "This needs a user and a password.\n");
    response.headers.emplace_back("WWW-Authenticate", "Basic");
    return response;
}

Response busy(unsigned status, std::string text)
{
    Response response = plain_response(status, std::move(text));
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

bool is_exempt(const Access& access, std::string_view target)
{
    const std::string_view path = path_of(target);
    const auto& exempt = access.auth_exempt_paths;
    return !path.empty() && std::find(exempt.begin(), exempt.end(), path) != exempt.end();
}

}  // namespace

Gate::Gate() : access_(std::make_shared<const Access>()) {}
Gate::~Gate() { close(); }

void Gate::use(std::shared_ptr<const Access> access)
{
    if (access->rate_limit != access_->rate_limit) {
        bucket_ = access->rate_limit ? std::optional<TokenBucket>(*access->rate_limit) : std::nullopt;
    }
    if (!access->users.empty() && !worker_) {
        cache_ = std::make_unique<VerdictCache>();
        worker_ = std::make_unique<asio::thread_pool>(1);
    }
    access_ = std::move(access);
}

asio::awaitable<std::optional<Response>> Gate::refusal(std::string target, std::string authorization)
{
    if (bucket_ && !bucket_->take(std::chrono::steady_clock::now())) {
        co_return busy(429, "Too many requests.\n");
    }
    if (access_->users.empty() || is_exempt(*access_, target)) co_return std::nullopt;
    auto credentials = read_basic_authorization(authorization);
    if (!credentials) co_return unauthorized();
    co_return co_await judge(std::move(*credentials));
}

asio::awaitable<std::optional<Response>> Gate::judge(Credentials credentials)
{
    // A name that is not there costs the time of the costliest one that is: with equal costs nobody learns which are.
    const bool is_known = access_->users.contains(credentials.user);
    const std::string hash = hash_of(credentials.user);
    // What was said of a name that was not there must not be said of it once it is.
    const auto digest = cache_->digest(credentials.user, is_known ? hash : "", credentials.password);
    std::optional<bool> matches = cache_->find(digest);
    if (!matches) {
        if (pending_ >= most_pending) co_return busy(503, "Too many passwords are being checked.\n");
        const Slot slot(pending_);
        matches = co_await asio::co_spawn(worker_->get_executor(), check(std::move(credentials.password), hash),
                                          asio::use_awaitable);
        cache_->keep(digest, is_known && *matches);
    }
    if (is_known && *matches) co_return std::nullopt;
    co_return unauthorized();
}

const std::string& Gate::hash_of(const std::string& user) const
{
    const auto known = access_->users.find(user);
    if (known != access_->users.end()) return known->second;
    return std::max_element(access_->users.begin(), access_->users.end(),
                            [](const auto& a, const auto& b) { return bcrypt_cost(a.second) < bcrypt_cost(b.second); })
        ->second;
}

void Gate::close()
{
    if (!worker_) return;
    worker_->stop();
    worker_->join();
    // With it go the checks that were never begun, and with them the sessions that wait for one.
    worker_.reset();
}

}  // namespace entangled::web
