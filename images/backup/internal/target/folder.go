package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Folder keeps files in a folder, such as the mount of a volume.
type Folder string

const unfinished = ".partial"

func (f Folder) Write(_ context.Context, name string, r io.Reader) error {
	err := f.write(name, r)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrNoRoom, err)
	}
	return err
}

func (f Folder) write(name string, r io.Reader) error {
	path := f.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o770); err != nil {
		return err
	}
	// Under another name until it is whole and on the disk. Who has made that one is alone with the name.
	partial := path + unfinished
	file, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o660)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w: somebody else is writing it", name, ErrExists)
	}
	if err != nil {
		return err
	}
	if err := writeSynced(file, r); err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	// Now, not before: whoever has finished it meanwhile is past the rename.
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s: %w", name, ErrExists), err, os.Remove(partial))
	}
	if err := os.Rename(partial, path); err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	return syncFolder(filepath.Dir(path))
}

func (f Folder) Open(_ context.Context, name string) (io.ReadCloser, error) {
	file, err := os.Open(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", name, ErrNotFound)
	}
	return file, err
}

func (f Folder) List(context.Context) ([]File, error) {
	var files []File
	err := filepath.WalkDir(string(f), func(path string, entry fs.DirEntry, err error) error {
		// Not what the file system itself keeps there, such as lost+found, which nobody may read.
		if errors.Is(err, fs.ErrPermission) {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || strings.HasSuffix(path, unfinished) {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted meanwhile
		}
		if err != nil {
			return err
		}
		name, err := filepath.Rel(string(f), path)
		files = append(files, File{Name: filepath.ToSlash(name), Size: info.Size()})
		return err
	})
	sortByName(files)
	return files, err
}

func (f Folder) Delete(_ context.Context, name string) error {
	return os.Remove(f.path(name))
}

// Abandoned are the files that writers which were killed have left: one that is at work writes to its file all the time.
func (f Folder) Abandoned(_ context.Context, folder string, since time.Time) ([]string, error) {
	entries, err := os.ReadDir(f.path(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), unfinished) {
			continue
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // finished meanwhile
		}
		if err != nil {
			return nil, err
		}
		if info.ModTime().Before(since) {
			names = append(names, folder+"/"+entry.Name())
		}
	}
	return names, nil
}

func (f Folder) path(name string) string {
	return filepath.Join(string(f), filepath.FromSlash(name))
}

func writeSynced(file *os.File, r io.Reader) error {
	_, err := io.Copy(file, r)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
