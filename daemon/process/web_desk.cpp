#include "daemon/process/web_desk.hpp"

#include <spdlog/spdlog.h>

#include "daemon/process/clock.hpp"
#include "daemon/web/tls_context.hpp"

namespace entangled {
namespace {

constexpr std::chrono::minutes failure_log_interval{1};

std::string all_of(const std::vector<ConfigError>& errors)
{
    std::string text;
    for (const auto& error : errors) text += to_string(error) + '\n';
    return text;
}

bool asks_for_certificates(const web::Access& access)
{
    return access.tls && access.tls->settings.client_auth != web::ClientAuth::none;
}

}  // namespace

WebDesk::WebDesk(boost::asio::any_io_executor loop, std::string path, LoadedWebConfig first, Changed changed)
    : loop_(std::move(loop)), path_(std::move(path)), in_force_(std::move(first)), changed_(std::move(changed))
{
    watch(in_force_.files);
}

LoadedWebConfig WebDesk::read() const
{
    LoadedWebConfig loaded = load_web_config(path_, wall_clock());
    if (!loaded.errors.empty() || path_.empty()) return loaded;
    // A file that is just being written must not open what was closed.
    if (loaded.is_empty && !in_force_.is_empty) {
        loaded.errors.push_back({path_, 0, 0, "it has become empty; to serve without TLS and users, restart"});
    } else if ((loaded.access->tls == nullptr) != (in_force_.access->tls == nullptr)) {
        loaded.errors.push_back({path_, 0, 0,
                                 loaded.access->tls ? "TLS begins with a restart only; until then it is plain HTTP"
                                                    : "TLS ends with a restart only; until then it goes on"});
    } else if (loaded.access->users.empty() && !in_force_.access->users.empty()) {
        loaded.errors.push_back({path_, 0, 0, "it names no users any more; to serve without users, restart"});
    } else if (asks_for_certificates(*in_force_.access) && !asks_for_certificates(*loaded.access)) {
        loaded.errors.push_back({path_, 0, 0, "it asks for no client certificates any more; to do so, restart"});
    }
    return loaded;
}

void WebDesk::take(LoadedWebConfig loaded)
{
    watch(loaded.files);
    std::string refusal = all_of(loaded.errors);
    const bool is_news = refusal != refusal_;
    refusal_ = std::move(refusal);
    if (!loaded.errors.empty()) {
        if (!is_news) return;
        spdlog::error("web configuration refused, the old one stays in force errors={}", loaded.errors.size());
        for (const auto& error : loaded.errors) spdlog::error("{}", to_string(error));
        return;
    }
    for (const auto& warning : loaded.warnings) spdlog::warn("{}", to_string(warning));
    const auto& before = in_force_.access->tls;
    const auto& now = loaded.access->tls;
    if (before && now && before->settings == now->settings) {
        // Nobody has to connect anew if nothing changed.
        auto access = std::make_shared<web::Access>(*loaded.access);
        access->tls = before;
        loaded.access = std::move(access);
    }
    const bool is_other = !(*in_force_.access == *loaded.access);
    in_force_ = std::move(loaded);
    if (is_other || is_news) {
        spdlog::info("web configuration in force tls={} users={}", in_force_.access->tls != nullptr,
                     in_force_.access->users.size());
    }
}

void WebDesk::tls_failed(std::string_view fault, std::string_view detail, std::string_view peer)
{
    const auto now = std::chrono::steady_clock::now();
    if (now < quiet_until_) {
        ++unlogged_;
        return;
    }
    spdlog::info("TLS client refused fault={} peer={} others={}; {}", fault, peer, unlogged_, detail);
    unlogged_ = 0;
    quiet_until_ = now + failure_log_interval;
}

void WebDesk::watch(std::vector<std::string> files)
{
    if (path_.empty() || files == watched_) return;
    watched_ = std::move(files);
    const auto reread = [this](std::string_view) {
        take(read());
        changed_();
    };
    watch_ = std::make_unique<FileWatch>(loop_, watched_, reread, FileWatch::Options{});
    for (const auto& problem : watch_->problems()) spdlog::warn("file is not watched; {}", problem);
}

}  // namespace entangled
