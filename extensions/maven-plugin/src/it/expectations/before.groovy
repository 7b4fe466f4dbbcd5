evaluate(new File(basedir.parentFile.parentFile.parentFile, 'repository.groovy'))
