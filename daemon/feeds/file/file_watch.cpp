#include "daemon/feeds/file/file_watch.hpp"

#include <fmt/format.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "daemon/feeds/file/watch_points.hpp"

namespace entangled {
namespace {

constexpr std::uint32_t moved_away = IN_MOVE_SELF | IN_DELETE_SELF;
constexpr std::uint32_t in_folder =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | moved_away;
// After these the path may lead elsewhere.
constexpr std::uint32_t leads_elsewhere =
    IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | moved_away | IN_IGNORED | IN_UNMOUNT | IN_Q_OVERFLOW;

// A fresh regular file with one name is still being written: IN_CLOSE_WRITE follows. A link is complete at once.
bool still_being_written(const std::string& folder, std::string_view name)
{
    struct stat status {};
    const std::string path = fmt::format("{}/{}", folder, name);
    return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
}

std::string advice(int error)
{
    if (error == ENOSPC) return "raise fs.inotify.max_user_watches";
    if (error == EMFILE) return "raise fs.inotify.max_user_instances or the limit of open files";
    if (error == EACCES) return "give the user of the daemon read permission on the folder";
    return "check the folder";
}

std::string problem(std::string_view what, int error)
{
    return fmt::format("{} cannot be watched: {}; {}; its files are read on schedule only", what,
                       std::generic_category().message(error), advice(error));
}

}  // namespace

class FileWatch::Inotify : public std::enable_shared_from_this<FileWatch::Inotify> {
  public:
    Inotify(const boost::asio::any_io_executor& executor, std::vector<std::string> paths, Changed changed,
            Duration settle)
        : paths_(std::move(paths)), changed_(std::move(changed)), settle_(settle), stream_(executor), timer_(executor)
    {
        for (const auto& path : paths_) absolute_.push_back(std::filesystem::absolute(path).string());
    }

    void start()
    {
        const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (descriptor < 0) {
            problems_ = {problem("no folder", errno)};
            return;
        }
        stream_.assign(descriptor);
        follow();
        read();
    }

    void stop()
    {
        stopped_ = true;
        boost::system::error_code ignored;
        stream_.close(ignored);
        timer_.cancel();
    }

    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  private:
    struct Folder {
        std::string path;
        std::uint32_t mask{IN_ONLYDIR | moved_away};
        std::multimap<std::string, std::size_t, std::less<>> names;  ///< watched name -> index of the path it decides
        std::set<std::size_t> on_way_of;                             ///< indices of the paths that lead through
    };

    std::vector<std::string> paths_;
    std::vector<std::string> absolute_;
    Changed changed_;
    Duration settle_;
    boost::asio::posix::stream_descriptor stream_;
    boost::asio::steady_timer timer_;
    alignas(inotify_event) std::array<char, 4096> buffer_{};
    std::map<int, Folder> folders_;  ///< by watch descriptor
    std::set<std::size_t> pending_;
    std::vector<std::string> problems_;
    bool armed_{false};
    bool stopped_{false};

    void read()
    {
        stream_.async_read_some(boost::asio::buffer(buffer_),
                                [self = shared_from_this()](const boost::system::error_code& error,
                                                            std::size_t length) { self->on_read(error, length); });
    }

    void on_read(const boost::system::error_code& error, std::size_t length)
    {
        if (stopped_) return;
        if (error) {
            problems_ = {problem("no folder", error.value())};
            return;
        }
        bool elsewhere = false;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= length;) {
            inotify_event event{};
            std::memcpy(&event, buffer_.data() + at, sizeof event);
            at += sizeof event;
            const std::string_view name{buffer_.data() + at,
                                        event.len == 0 ? 0 : ::strnlen(buffer_.data() + at, event.len)};
            at += event.len;
            elsewhere = (touched(event, name) && (event.mask & leads_elsewhere) != 0) || elsewhere;
        }
        if (elsewhere) follow();
        if (!pending_.empty()) arm();
        read();
    }

    // Notes the paths an event may have changed; whether there are any.
    bool touched(const inotify_event& event, std::string_view name)
    {
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            for (std::size_t i = 0; i < paths_.size(); ++i) pending_.insert(i);
            return true;
        }
        const auto folder = folders_.find(event.wd);
        if (folder == folders_.end()) return false;
        if (name.empty()) {
            pending_.insert(folder->second.on_way_of.begin(), folder->second.on_way_of.end());
            return true;
        }
        const auto [first, last] = folder->second.names.equal_range(name);
        if (first == last || ((event.mask & IN_CREATE) != 0 && still_being_written(folder->second.path, name)))
            return false;
        for (auto entry = first; entry != last; ++entry) pending_.insert(entry->second);
        return true;
    }

    void arm()
    {
        if (armed_) return;
        armed_ = true;
        timer_.expires_after(settle_);
        timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error) self->report();
        });
    }

    void report()
    {
        armed_ = false;
        for (const auto path : std::exchange(pending_, {})) {
            if (stopped_) return;
            changed_(paths_[path]);
        }
    }

    [[nodiscard]] std::map<std::string, Folder> wanted() const
    {
        std::map<std::string, Folder> folders;
        for (std::size_t i = 0; i < absolute_.size(); ++i) {
            const WatchPoints points = watch_points(absolute_[i]);
            for (const auto& folder : points.folders) folders[folder].on_way_of.insert(i);
            for (const auto& [folder, name] : points.names) {
                folders[folder].mask |= in_folder;
                folders[folder].names.emplace(name, i);
            }
        }
        return folders;
    }

    // Watches what decides where the paths lead now. The file system may change between looking and watching, so it
    // looks again until both agree.
    void follow()
    {
        constexpr int most_looks = 4;
        std::set<std::string> last;
        for (int look = 0; look < most_looks; ++look) {
            auto folders = wanted();
            std::set<std::string> names;
            for (const auto& [path, folder] : folders) {
                for (const auto& [name, index] : folder.names) names.insert(fmt::format("{}/{} {}", path, name, index));
            }
            if (look > 0 && names == last) return;
            last = std::move(names);
            watch(std::move(folders));
        }
    }

    void watch(std::map<std::string, Folder> folders)
    {
        problems_.clear();
        std::map<int, Folder> watched;
        for (auto& [path, folder] : folders) {
            const int number = ::inotify_add_watch(stream_.native_handle(), path.c_str(), folder.mask);
            if (number < 0 && !folder.names.empty()) problems_.push_back(problem(path, errno));
            if (number < 0) continue;
            folder.path = path;
            watched.insert_or_assign(number, std::move(folder));
        }
        for (const auto& [number, folder] : folders_) {
            if (!watched.contains(number)) ::inotify_rm_watch(stream_.native_handle(), number);
        }
        folders_ = std::move(watched);
    }
};

FileWatch::FileWatch(const boost::asio::any_io_executor& executor, std::vector<std::string> paths, Changed changed,
                     Options options)
    : inotify_(std::make_shared<Inotify>(executor, std::move(paths), std::move(changed), options.settle))
{
    inotify_->start();
}

FileWatch::~FileWatch() { inotify_->stop(); }

std::vector<std::string> FileWatch::problems() const { return inotify_->problems(); }

}  // namespace entangled
