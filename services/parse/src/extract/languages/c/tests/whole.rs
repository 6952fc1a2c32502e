//! Files as they are in the wild.

use insta::assert_snapshot;

use super::{c, cpp};
use crate::extract::testing::show;

#[test]
fn a_source_of_c() {
    assert_snapshot!(show(&c(r#"
        #include "server.h"
        #include <stdlib.h>

        #define CACHE_MAX 128

        /* An entry of the cache. */
        typedef struct cacheEntry {
            sds key;
            robj *val;
            struct cacheEntry *next;
        } cacheEntry;

        static cacheEntry *head = NULL;

        static void freeEntry(cacheEntry *e) {
            sdsfree(e->key);
            decrRefCount(e->val);
            zfree(e);
        }

        REDIS_STATIC cacheEntry *findEntry(sds key) {
            for (cacheEntry *e = head; e; e = e->next) {
                if (!sdscmp(e->key, key)) return e;
            }
            return NULL;
        }

        void cacheCommand(client *c) {
            cacheEntry *entry = findEntry(c->argv[1]->ptr);
            if (entry == NULL) {
                addReplyNull(c);
                goto cleanup;
            }
            addReplyBulk(c, entry->val);
        cleanup:
            if (server.cache_size > CACHE_MAX) freeEntry(head);
        }

        struct redisCommand cacheTable[] = {
            {"cache", cacheCommand, 2},
            {.name = "uncache", .proc = cacheCommand},
        };
    "#)), @r#"
    macro CACHE_MAX 4:8 in 4:0-4:21 +public
    type_alias cacheEntry 11:2 in 7:0-11:13 +public : cacheEntry "An entry of the cache."
    struct cacheEntry 7:15 in 7:8-11:1 +public
      field key 8:8 in 8:4-8:12 +public : sds
      field val 9:10 in 9:4-9:14 +public : robj
      field next 10:23 in 10:4-10:28 +public : cacheEntry
    variable head 13:19 in 13:0-13:31 +static : cacheEntry
    function freeEntry(1) 15:12 in 15:0-19:1 +static
      parameter e 15:34 in 15:22-15:35 : cacheEntry
    function findEntry(1) 21:25 in 21:13-26:1 +public : cacheEntry
      parameter key 21:39 in 21:35-21:42 : sds
      local e 22:21 in 22:20-22:29 : cacheEntry
    function cacheCommand(1) 28:5 in 28:0-37:1 +public
      parameter c 28:26 in 28:18-28:27 : client
      local entry 29:16 in 29:15-29:50 : cacheEntry
      label cleanup 35:0
    variable cacheTable 39:20 in 39:0-42:2 +public : redisCommand
    import include "server.h" 1:9
    import system include "stdlib.h" 2:9
    1:10 import server.h -> import server.h
    2:10 import stdlib.h -> import stdlib.h
    7:15 type cacheEntry in cacheEntry -> struct 7:15
    8:4 type sds in cacheEntry.key -> free
    9:4 type robj in cacheEntry.val -> free
    10:11 type cacheEntry in cacheEntry.next -> struct 7:15
    13:7 type cacheEntry in head -> type_alias 11:2
    15:22 type cacheEntry in freeEntry -> type_alias 11:2
    16:4 call sdsfree(1) in freeEntry -> free
    16:12 read e in freeEntry -> parameter 15:34
    16:15 read e.key in freeEntry
    17:4 call decrRefCount(1) in freeEntry -> free
    17:17 read e in freeEntry -> parameter 15:34
    17:20 read e.val in freeEntry
    18:4 call zfree(1) in freeEntry -> free
    18:10 read e in freeEntry -> parameter 15:34
    21:0 read REDIS_STATIC -> free
    21:13 type cacheEntry in findEntry -> type_alias 11:2
    21:35 type sds in findEntry -> free
    22:9 type cacheEntry in findEntry -> type_alias 11:2
    22:25 read head in findEntry -> variable 13:19
    22:31 read e in findEntry -> local 22:21
    22:34 write e in findEntry -> local 22:21
    22:38 read e in findEntry -> local 22:21
    22:41 read e.next in findEntry
    23:13 call sdscmp(2) in findEntry -> free
    23:20 read e in findEntry -> local 22:21
    23:23 read e.key in findEntry
    23:28 read key in findEntry -> parameter 21:39
    23:41 read e in findEntry -> local 22:21
    28:18 type client in cacheCommand -> free
    29:4 type cacheEntry in cacheCommand -> type_alias 11:2
    29:24 call findEntry(1) in cacheCommand -> function 21:25
    29:34 read c in cacheCommand -> parameter 28:26
    29:37 read c.argv in cacheCommand
    29:46 read c.argv.ptr in cacheCommand
    30:8 read entry in cacheCommand -> local 29:16
    31:8 call addReplyNull(1) in cacheCommand -> free
    31:21 read c in cacheCommand -> parameter 28:26
    32:13 read cleanup in cacheCommand -> label 35:0
    34:4 call addReplyBulk(2) in cacheCommand -> free
    34:17 read c in cacheCommand -> parameter 28:26
    34:20 read entry in cacheCommand -> local 29:16
    34:27 read entry.val in cacheCommand
    36:8 read server in cacheCommand -> free
    36:15 read server.cache_size in cacheCommand
    36:28 read CACHE_MAX in cacheCommand -> macro 4:8
    36:39 call freeEntry(1) in cacheCommand -> function 15:12
    36:49 read head in cacheCommand -> variable 13:19
    39:7 type redisCommand in cacheTable -> free
    40:14 read cacheCommand in cacheTable -> function 28:5
    41:6 write redisCommand.name in cacheTable
    41:25 write redisCommand.proc in cacheTable
    41:32 read cacheCommand in cacheTable -> function 28:5
    "#);
}

#[test]
fn a_source_of_cpp() {
    assert_snapshot!(show(&cpp(r#"
        #include "db/cache.h"

        namespace leveldb {

        namespace {
        // Counts.
        struct Handle { void* value; Handle* next; };
        }  // namespace

        class LRUCache : public Cache {
         public:
          explicit LRUCache(size_t capacity) : capacity_(capacity), usage_(0) {}
          ~LRUCache() override;
          Handle* Lookup(const Slice& key) override;

         private:
          void Unref(Handle* e);
          port::Mutex mutex_;
          size_t capacity_;
          size_t usage_ GUARDED_BY(mutex_);
          std::unique_ptr<Table> table_;
        };

        LRUCache::~LRUCache() { Unref(nullptr); }

        Handle* LRUCache::Lookup(const Slice& key) {
          MutexLock l(&mutex_);
          Handle* e = table_->Find(key);
          if (e != nullptr) Unref(e->next);
          return e;
        }

        Cache* NewLRUCache(size_t capacity) { return new LRUCache(capacity); }

        }  // namespace leveldb
    "#)), @r#"
    namespace leveldb 3:10 in 3:0-35:1 +public
      struct Handle 7:7 in 7:0-7:44 +static "Counts."
        field value 7:22 in 7:16-7:28 +public
        field next 7:37 in 7:29-7:42 +public : Handle
      class LRUCache 10:6 in 10:0-22:1 +public
        constructor LRUCache(1) 12:11 in 12:2-12:72 +public
          parameter capacity 12:27 in 12:20-12:35
        method ~LRUCache(0) 13:2 in 13:2-13:23 +public +declaration
        method Lookup(1) 14:10 in 14:2-14:44 +public +declaration : Handle
          parameter key 14:30 in 14:17-14:33 : Slice
        method Unref(1) 17:7 in 17:2-17:24 +declaration
          parameter e 17:21 in 17:13-17:22 : Handle
        field mutex_ 18:14 in 18:2-18:21 : port::Mutex
        field capacity_ 19:9 in 19:2-19:19
        field usage_ 20:9 in 20:2-20:35
        field table_ 21:25 in 21:2-21:32 : Table
      method LRUCache::~LRUCache(0) 24:10 in 24:0-24:41 +public
      method LRUCache::Lookup(1) 26:18 in 26:0-31:1 +public : Handle
        parameter key 26:38 in 26:25-26:41 : Slice
        local l 27:12 in 27:12-27:22 : MutexLock(1)
        local e 28:10 in 28:8-28:31 : Handle
      function NewLRUCache(1) 33:7 in 33:0-33:70 +public : Cache
        parameter capacity 33:26 in 33:19-33:34
    leveldb.LRUCache extends Cache
    import include "db/cache.h" 1:9
    1:10 import db/cache.h -> import db/cache.h
    7:29 type Handle in leveldb.Handle.next -> struct 7:7
    10:24 supertype Cache in leveldb.LRUCache -> free
    12:39 write <this>.capacity_ in leveldb.LRUCache.LRUCache
    12:49 read capacity in leveldb.LRUCache.LRUCache -> parameter 12:27
    12:60 write <this>.usage_ in leveldb.LRUCache.LRUCache
    14:2 type Handle in leveldb.LRUCache.Lookup -> struct 7:7
    14:23 type Slice in leveldb.LRUCache.Lookup -> free
    17:13 type Handle in leveldb.LRUCache.Unref -> struct 7:7
    18:2 type port in leveldb.LRUCache.mutex_ -> free
    18:8 type port::Mutex in leveldb.LRUCache.mutex_
    20:16 read GUARDED_BY in leveldb.LRUCache.usage_ -> free
    21:2 type std in leveldb.LRUCache.table_ -> free
    21:7 type std::unique_ptr in leveldb.LRUCache.table_
    21:18 type Table in leveldb.LRUCache.table_ -> free
    24:0 type LRUCache in leveldb.~LRUCache -> class 10:6
    24:24 call Unref(1) in leveldb.~LRUCache -> method 17:7
    26:0 type Handle in leveldb.Lookup -> struct 7:7
    26:8 type LRUCache in leveldb.Lookup -> class 10:6
    26:31 type Slice in leveldb.Lookup -> free
    27:2 instantiate MutexLock(1) in leveldb.Lookup -> free
    27:15 read mutex_ in leveldb.Lookup -> field 18:14
    28:2 type Handle in leveldb.Lookup -> struct 7:7
    28:14 read table_ in leveldb.Lookup -> field 21:25
    28:22 call table_.Find(1) in leveldb.Lookup
    28:27 read key in leveldb.Lookup -> parameter 26:38
    29:6 read e in leveldb.Lookup -> local 28:10
    29:20 call Unref(1) in leveldb.Lookup -> method 17:7
    29:26 read e in leveldb.Lookup -> local 28:10
    29:29 read e.next in leveldb.Lookup
    30:9 read e in leveldb.Lookup -> local 28:10
    33:0 type Cache in leveldb.NewLRUCache -> free
    33:49 instantiate LRUCache(1) in leveldb.NewLRUCache -> class 10:6
    33:58 read capacity in leveldb.NewLRUCache -> parameter 33:26
    "#);
}
